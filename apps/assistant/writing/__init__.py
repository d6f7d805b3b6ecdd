"""Write what a question asks to write, after a yes."""
