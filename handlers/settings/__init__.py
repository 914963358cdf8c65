"""What people choose to hear of, and when: the staff and partners' people alike."""
