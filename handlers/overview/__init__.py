"""What a partner sees of itself: overview, ARR, tier, help."""
