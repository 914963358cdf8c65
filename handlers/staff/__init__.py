"""What staff settles for itself: notifications, absences, and who looks after a partner."""
