"""JupyterLab as ``make lab`` starts it leaves the shipped notebooks as they came."""

from pathlib import Path
from runpy import run_path

from traitlets.config import Config

FILE = Path(__file__).parents[3] / "notebooks" / "lab_config.py"


def saved(name):
    config = Config()
    run_path(str(FILE), {"get_config": lambda: config})
    cell = {"cell_type": "code", "source": "1 + 1", "outputs": [{"text": "2"}], "execution_count": 3}
    model = {"type": "notebook", "content": {"cells": [cell, {"cell_type": "markdown", "source": "# ?"}]}}
    config.FileContentsManager.pre_save_hook(model, name, contents_manager=None)
    return cell


def test_a_notebook_of_ponte_is_saved_without_its_outputs():
    assert saved("01_network_of_care.ipynb")["outputs"] == []


def test_a_copy_keeps_its_outputs():
    assert saved("la_mia_rete.ipynb")["outputs"] == [{"text": "2"}]
