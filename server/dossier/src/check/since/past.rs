//! The files of a repository at a revision, as a disk.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::{Disk, LARGEST_TEXT, Places, RealDisk, Unreadable, read_regular, slashed};
use gix::{ObjectId, Repository};

use crate::selection::Problem;

/// The machine's disk, but that a repository has the files of a revision. What git ignores, and
/// what lies in repositories inside it, has no past and is as it is now.
pub(super) struct Past {
    /// Where the repository's files lie, without links on the way.
    root: Utf8PathBuf,
    /// The files of that time, by their paths from the root.
    files: BTreeMap<Utf8PathBuf, Text>,
    /// Every folder that they lie in.
    folders: BTreeSet<Utf8PathBuf>,
    /// Repositories inside it, by their paths from the root.
    nested: Vec<Utf8PathBuf>,
    /// Files of now, by their whole paths, that it didn't have then and that git doesn't ignore.
    new: BTreeSet<Utf8PathBuf>,
}

impl std::fmt::Debug for Past {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Past").field(&self.root).finish()
    }
}

/// What a file of that time said.
enum Text {
    /// What it says now.
    Same,
    /// Something else.
    Other(String),
    /// What nobody asks for: no agent file and no settings.
    Unasked,
}

/// What there was at a path.
enum Then<'a> {
    /// A file of the repository.
    File(&'a Text),
    /// Nothing.
    Nothing,
    /// What there is now.
    Same,
}

impl Past {
    /// Reads the list of the files that the repository at `root` had at `revision`, which is
    /// written as git takes it, and the texts of those that differ today and that `places` may want.
    pub(super) fn read(root: &Utf8Path, revision: &str, places: &Places) -> Result<Self, Problem> {
        // Nothing but the repository's own folder is asked: no settings of others, and no program.
        let options = gix::open::Options::isolated();
        let repository = gix::open_opts(root.as_std_path(), options)
            .map_err(|error| Problem::Request(unreadable(root, &error)))?;
        let mut past = Self {
            root: root.to_owned(),
            files: BTreeMap::new(),
            folders: BTreeSet::new(),
            nested: Vec::new(),
            new: BTreeSet::new(),
        };
        past.take_tree(&repository, revision, places)
            .map_err(|error| Problem::Request(says(&repository, revision, &error)))?;
        let is_new = |path: &Utf8Path| {
            let inside = path.strip_prefix(root);
            inside.is_ok_and(|inside| !past.files.contains_key(inside))
        };
        let new = RealDisk.files_below(root, true, &is_new);
        past.new = new.into_iter().collect();
        Ok(past)
    }

    fn take_tree(
        &mut self,
        repository: &Repository,
        revision: &str,
        places: &Places,
    ) -> Result<(), String> {
        let told = |error: &dyn std::fmt::Display| error.to_string();
        // What the library says of it is about itself.
        let object = repository.rev_parse_single(revision);
        let object = object.map_err(|_| String::new())?.object();
        let tree = object.map_err(|error| told(&error))?.peel_to_tree();
        let tree = tree.map_err(|error| told(&error))?;
        let entries = tree.traverse().breadthfirst.files();
        for entry in entries.map_err(|error| told(&error))? {
            // A name that isn't UTF-8 is no agent file's.
            let Ok(path) = std::str::from_utf8(&entry.filepath) else {
                continue;
            };
            let path = Utf8PathBuf::from(path);
            if entry.mode.is_commit() {
                self.nested.push(path);
            } else if entry.mode.is_blob() {
                let folders = path.ancestors().skip(1).map(Utf8Path::to_owned);
                self.folders.extend(folders);
                let text = match places.is_of_interest(&self.root.join(&path)) {
                    true => text(repository, &self.root.join(&path), entry.oid)?,
                    false => Text::Unasked,
                };
                self.files.insert(path, text);
            }
        }
        Ok(())
    }

    /// Where the repository's files lie.
    pub(super) fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// True for a file that the repository didn't have.
    pub(super) fn is_new(&self, path: &Utf8Path) -> bool {
        self.new.contains(path)
    }

    /// True for a file that it had, and that is not there any more.
    pub(super) fn is_gone(&self, path: &Utf8Path) -> bool {
        matches!(self.at(path), Then::File(_)) && !RealDisk.exists(path)
    }

    /// The files that it had, that somebody asks for, and that are not there any more, in order.
    pub(super) fn gone(&self) -> impl Iterator<Item = Utf8PathBuf> + '_ {
        let asked = self.files.iter();
        let asked = asked.filter(|(_, text)| !matches!(text, Text::Unasked));
        let paths = asked.map(|(path, _)| self.root.join(path));
        paths.filter(|path| !RealDisk.exists(path))
    }

    fn inside(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        let inside = path.strip_prefix(&self.root).ok()?;
        // As git writes it.
        Some(slashed(inside).into())
    }

    fn at(&self, path: &Utf8Path) -> Then<'_> {
        let Some(inside) = self.inside(path) else {
            return Then::Same;
        };
        if let Some(file) = self.files.get(&inside) {
            return Then::File(file);
        }
        // What a link of today leads to was there by its own path.
        let real = self.inside(&RealDisk.real(path));
        if let Some(file) = real.as_ref().and_then(|real| self.files.get(real)) {
            return Then::File(file);
        }
        let is_nested = self.nested.iter().any(|nested| inside.starts_with(nested));
        let is_here = RealDisk.exists(path) && !self.new.contains(path);
        match is_nested || is_here {
            true => Then::Same,
            false => Then::Nothing,
        }
    }

    fn had_folder(&self, path: &Utf8Path) -> bool {
        let inside = self.inside(path);
        inside.is_some_and(|inside| self.folders.contains(&inside))
    }
}

/// Why a repository can't be read.
fn unreadable(root: &Utf8Path, error: &(dyn Error + 'static)) -> String {
    /// The setting by which git says what it names objects by, if that isn't SHA-1.
    const OBJECT_FORMAT: &str = "extensions.objectformat";
    let reasons = std::iter::successors(Some(error), |reason| Error::source(*reason));
    let reasons: Vec<String> = reasons.map(ToString::to_string).collect();
    let is_format = |reason: &String| reason.to_lowercase().contains(OBJECT_FORMAT);
    if reasons.iter().any(is_format) {
        return format!(
            "--since can't read the git repository {root}: it names its objects by SHA-256, and \
             only SHA-1 is supported"
        );
    }
    let reasons = reasons.join(": ");
    format!("the git repository {root} can't be read: {reasons}")
}

/// Why a revision can't be read, as the end of a complaint.
fn says(repository: &Repository, revision: &str, error: &str) -> String {
    let shallow = match repository.is_shallow().unwrap_or_default() {
        true => " This clone is shallow: fetch more of its history (`git fetch --unshallow`).",
        false => "",
    };
    match error {
        "" => format!("there is no revision `{revision}` in this repository.{shallow}"),
        error => format!("the revision `{revision}` can't be read: {error}.{shallow}"),
    }
}

impl Disk for Past {
    fn text(&self, path: &Utf8Path, most: u64) -> Result<String, Unreadable> {
        match self.at(path) {
            Then::Same | Then::File(Text::Same) => RealDisk.text(path, most),
            Then::Nothing => Err(Unreadable::Io(io::ErrorKind::NotFound.into())),
            Then::File(Text::Unasked) => Err(Unreadable::NotRegular),
            Then::File(Text::Other(text)) if text.len() as u64 > most => {
                Err(Unreadable::TooLarge(most))
            }
            Then::File(Text::Other(text)) => Ok(text.clone()),
        }
    }

    fn is_own(&self, path: &Utf8Path) -> bool {
        RealDisk.is_own(path)
    }

    fn is_trusted(&self, path: &Utf8Path, folder: &Utf8Path) -> bool {
        RealDisk.is_trusted(path, folder)
    }

    fn is_file(&self, path: &Utf8Path) -> bool {
        match self.at(path) {
            Then::File(_) => true,
            Then::Nothing => false,
            Then::Same => RealDisk.is_file(path),
        }
    }

    fn exists(&self, path: &Utf8Path) -> bool {
        self.had_folder(path)
            || match self.at(path) {
                Then::File(_) => true,
                Then::Nothing => false,
                Then::Same => RealDisk.exists(path),
            }
    }

    fn real(&self, path: &Utf8Path) -> Utf8PathBuf {
        RealDisk.real(path)
    }

    fn link(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        RealDisk.link(path)
    }

    fn list(&self, folder: &Utf8Path) -> Vec<String> {
        let is_then = |name: &str| {
            let path = folder.join(name.trim_end_matches('/'));
            self.exists(&path)
        };
        let mut names: BTreeSet<String> = RealDisk.list(folder).into_iter().collect();
        names.retain(|name| is_then(name));
        let Some(inside) = self.inside(folder) else {
            return names.into_iter().collect();
        };
        let named = |path: &Utf8Path, slash: &str| {
            let is_in = path.parent() == Some(&inside);
            let name = path.file_name().filter(|_| is_in)?;
            Some(format!("{name}{slash}"))
        };
        names.extend(self.files.keys().filter_map(|path| named(path, "")));
        names.extend(self.folders.iter().filter_map(|path| named(path, "/")));
        names.into_iter().collect()
    }

    fn files_below(
        &self,
        folder: &Utf8Path,
        honours_git: bool,
        is_wanted: &dyn Fn(&Utf8Path) -> bool,
    ) -> Vec<Utf8PathBuf> {
        let now = RealDisk.files_below(folder, honours_git, is_wanted);
        let now = now.into_iter().filter(|path| !self.new.contains(path));
        let gone = self.gone();
        let gone = gone.filter(|path| path.starts_with(folder) && is_wanted(path));
        let files: BTreeSet<Utf8PathBuf> = now.chain(gone).collect();
        files.into_iter().collect()
    }
}

/// What the file at a path said that git keeps under `id`.
fn text(repository: &Repository, path: &Utf8Path, id: ObjectId) -> Result<Text, String> {
    let hash = |bytes: &[u8]| gix::objs::compute_hash(id.kind(), gix::objs::Kind::Blob, bytes);
    let now = read_regular(path, LARGEST_TEXT).ok();
    if now.and_then(|now| hash(&now).ok()) == Some(id) {
        return Ok(Text::Same);
    }
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let header = repository.find_header(id).map_err(|error| told(&error))?;
    if header.size() > LARGEST_TEXT {
        return Ok(Text::Unasked);
    }
    let mut blob = repository.find_blob(id).map_err(|error| told(&error))?;
    let text = String::from_utf8_lossy(&blob.take_data()).into_owned();
    Ok(Text::Other(text))
}
