"""Installation by others, over the wire: a vendor, two partners' workspaces and an organisation."""
