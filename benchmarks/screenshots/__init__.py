"""Pictures of the site's main pages, for docs/portal.md."""
