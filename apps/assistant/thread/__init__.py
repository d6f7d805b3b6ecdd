"""Go on from the question before, and say what is not understood."""
