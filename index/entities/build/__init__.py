"""What makes the data files of this wing again: word lists, the word table, the likeness cells, the models.

Nothing of it is imported when articles are read; it needs the packages named in README.md of the folder above.
"""

from __future__ import annotations

from pathlib import Path

MODEL = Path(__file__).parents[1] / "model"
"""Where the files go, and where the next step reads them."""
