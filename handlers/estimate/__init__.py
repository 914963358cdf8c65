"""What a customer would bring that the partner does not have yet."""
