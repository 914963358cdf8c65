"""The staff among themselves: who looks after whom, who is away, and who hears what when."""
