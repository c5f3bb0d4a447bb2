//! What a file is besides its text: owner, group, mode, names, extended attributes.

use std::collections::BTreeMap;
use std::ffi::CString;
use std::fs::File;
use std::io;
use std::os::unix::fs::MetadataExt as _;

use rustix::fs::{Gid, Uid};

/// False for a file that has several names: another would have one of them only.
pub(super) fn can_be_replaced(old: &File) -> io::Result<bool> {
    Ok(old.metadata()?.nlink() == 1)
}

/// Gives `new` what `old` is. Returns false where that can't be done.
pub(super) fn give(new: &File, old: &File) -> io::Result<bool> {
    let wanted = old.metadata()?;
    let given = owner(new, &wanted)
        // Whoever gives a file away may take bits of its mode away with that.
        .and_then(|()| new.set_permissions(wanted.permissions()))
        .and_then(|()| attributes(new, old));
    if given.is_err() {
        return Ok(false);
    }
    let is = new.metadata()?;
    Ok((is.uid(), is.gid(), is.mode()) == (wanted.uid(), wanted.gid(), wanted.mode()))
}

fn owner(new: &File, wanted: &std::fs::Metadata) -> io::Result<()> {
    let is = new.metadata()?;
    let owner = (is.uid() != wanted.uid()).then(|| Uid::from_raw(wanted.uid()));
    let group = (is.gid() != wanted.gid()).then(|| Gid::from_raw(wanted.gid()));
    if owner.is_some() || group.is_some() {
        rustix::fs::fchown(new, owner, group)?;
    }
    Ok(())
}

/// The extended attributes, access lists among them.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn attributes(new: &File, old: &File) -> io::Result<()> {
    use rustix::fs::{XattrFlags, fremovexattr, fsetxattr};
    let (wanted, is) = (all(old)?, all(new)?);
    for (name, value) in &wanted {
        if is.get(name) != Some(value) {
            fsetxattr(new, name.as_c_str(), value, XattrFlags::empty())?;
        }
    }
    for name in is.keys().filter(|name| !wanted.contains_key(*name)) {
        fremovexattr(new, name.as_c_str())?;
    }
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn all(file: &File) -> io::Result<BTreeMap<CString, Vec<u8>>> {
    use rustix::fs::{fgetxattr, fgetxattr_query, flistxattr, flistxattr_query};
    use rustix::io::Errno;
    let mut names = match flistxattr_query(file) {
        Ok(length) => vec![0; length],
        // A file system without them.
        Err(Errno::OPNOTSUPP | Errno::NOSYS) => return Ok(BTreeMap::new()),
        Err(error) => return Err(error.into()),
    };
    let length = flistxattr(file, &mut names[..])?;
    let mut all = BTreeMap::new();
    for name in names[..length].split_inclusive(|&byte| byte == 0) {
        let name = CString::from_vec_with_nul(name.to_vec()).map_err(io::Error::other)?;
        let mut value = vec![0; fgetxattr_query(file, name.as_c_str())?];
        let length = fgetxattr(file, name.as_c_str(), &mut value[..])?;
        value.truncate(length);
        all.insert(name, value);
    }
    Ok(all)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn attributes(_new: &File, _old: &File) -> io::Result<()> {
    Ok(())
}
