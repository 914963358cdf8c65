"""The partner badge: pictures for a partner's website and profiles, and the snippet that places them."""
