"""What Phabricator says of tasks: asked over Conduit, its API, or recorded beside the pages of a folder wiki."""
