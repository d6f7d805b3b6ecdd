"""Find help: the district's services side by side, who is around each, who coordinates them."""
