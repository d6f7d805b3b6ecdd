"""Start JupyterLab on these notebooks without asking anything of the internet: no news, no updates, no gallery."""

import os
import re
import warnings

OURS = re.compile(r"\d\d_\w+\.ipynb")


def keep_without_output(model, path, **_):
    """Save the notebooks that come with Ponte without their outputs; a copy under another name keeps its own."""
    if model["type"] == "notebook" and OURS.fullmatch(path):
        for cell in model["content"]["cells"]:
            if cell["cell_type"] == "code":
                cell |= {"outputs": [], "execution_count": None}


c = get_config()  # type: ignore[name-defined]  # noqa: F821  given by Jupyter
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.allow_root = hasattr(os, "geteuid") and os.geteuid() == 0  # in a container, where nobody else is
c.FileContentsManager.pre_save_hook = keep_without_output
warnings.filterwarnings(
    "ignore", message="Overriding existing pre_save_hook"
)  # Jupyter reads this file twice
c.LanguageServerManager.autodetect = False  # no search for language servers, and no word about those not here
c.ServerApp.jpserver_extensions = {
    "panel.io.jupyter_server_extension": False
}  # the map needs none, and it is slow
