"""Whether a folder is one that is synchronised, or lies on another machine: there a story is in danger.

A synchronising program copies a database while it is written to, and keeps the older of two copies; on a
network disk SQLite's locks cannot be relied on (sqlite.org, "How To Corrupt An SQLite Database File", 2.1).
Told by names and by the system's list of disks; nothing is written.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

#: What the folders of synchronising programs are called, as they stand in a path, and the programs' names.
_SYNCED = (
    (r"dropbox( \(.*\))?", "Dropbox"),
    (r"onedrive( - .*)?", "OneDrive"),
    (r"google ?drive|googledrive-.*|my drive|gdrive", "Google Drive"),
    (r"mobile documents|icloud ?drive|com~apple~clouddocs", "iCloud"),
    (r"nextcloud.*", "Nextcloud"),
    (r"owncloud.*", "ownCloud"),
    (r"pcloud ?drive", "pCloud"),
    (r"mega( ?sync)?", "MEGA"),
    (r"seafile", "Seafile"),
    (r"resilio sync|btsync", "Resilio Sync"),
    (r"syncthing", "Syncthing"),
)
#: What such programs leave in a folder that they keep in step.
_MARKS = (
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".sync_journal.db", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
)
_NETWORK_DISKS = frozenset(
    (
        *("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "afpfs", "9p", "ncpfs"),
        *("webdav", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "ceph"),
        *("fuse.glusterfs", "glusterfs", "lustre"),
    )
)
_MOUNTS = Path("/proc/self/mounts")
#: `//me@box/share on /Volumes/share (smbfs, nodev, nosuid)`
_MAC_MOUNT = re.compile(r"^.* on (/.*) \((\w+)", re.MULTILINE)
#: A blank in a mount point is written `\040`.
_OCTAL = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def synced_by(path: Path) -> str:
    """The program that keeps the folder of a file in step with other machines, or "" where none is seen."""
    folder = path.resolve().parent
    for part in folder.parts:
        for name, program in _SYNCED:
            if re.fullmatch(name, part, re.IGNORECASE):
                return program
    for one in (folder, *folder.parents):
        for mark, program in _MARKS:
            if (one / mark).exists():
                return program
    return ""


def is_on_network(path: Path) -> bool:
    """Whether a file lies on a disk of another machine, as far as the system tells."""
    folder = path.resolve().parent
    if sys.platform == "win32":
        import ctypes

        if str(folder).startswith("\\\\"):
            return True
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _REMOTE_DRIVE)
    return _disk_kind(folder) in _NETWORK_DISKS


def _disk_kind(folder: Path) -> str:
    """The kind of the disk that a folder is on: that of the longest mount point above it; "" if unknown."""
    best, kind_of_best = "", ""
    for point, kind in _mounts():
        inside = str(folder) == point or str(folder).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind_of_best = point, kind
    return kind_of_best


def _mounts() -> list[tuple[str, str]]:
    """Every mount point with the kind of its disk, as far as the system tells."""
    import subprocess

    try:
        if sys.platform == "darwin":
            told = subprocess.run(["/sbin/mount"], capture_output=True, timeout=5, check=False).stdout
            found = _MAC_MOUNT.findall(told.decode("utf-8", "replace"))
            return [(point, kind) for point, kind in found]
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except (OSError, subprocess.SubprocessError):
        return []
    fields = [line.split(" ") for line in lines]
    return [(_OCTAL.sub(_letter, one[1]), one[2]) for one in fields if len(one) > 2]


def _letter(octal: re.Match[str]) -> str:
    return chr(int(octal[1], 8))


def warning_of(path: Path) -> str:
    """A sentence on what may happen to a story in its folder, or "" where there is nothing to fear."""
    try:
        program, away = synced_by(path), is_on_network(path)
    except OSError:
        return ""
    if program:
        return (
            f"“{path.name}” lies in a folder that {program} keeps in step with other machines. Open it on "
            "one machine at a time, and wait for the copying to end; backups are kept on this machine."
        )
    if away:
        return (
            f"“{path.name}” lies on a network disk, where two machines can spoil it by changing it at once. "
            "Open it on one machine at a time; backups are kept on this machine."
        )
    return ""
