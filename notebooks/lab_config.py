"""Start JupyterLab on these notebooks without asking anything of the internet: no news, no updates, no gallery."""

import os

c = get_config()  # type: ignore[name-defined]  # noqa: F821  given by Jupyter
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.allow_root = hasattr(os, "geteuid") and os.geteuid() == 0  # in a container, where nobody else is
