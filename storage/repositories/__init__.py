"""The domain's repositories. What `get` returns may be changed; what lists return is for reading."""
