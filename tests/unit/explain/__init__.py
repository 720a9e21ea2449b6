"""Tests of how a reading is explained, in the order of the package."""
