"""Put a question in the words that the conversation reads, where it is like others that are known to mean the same."""
