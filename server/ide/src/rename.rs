//! Rename an agent, skill or command: its name, its file, every mention in its own form, and every
//! path that leads there. What changes with a heading is in `headings`.

mod moves;
mod paths;
mod reach;
mod samples;
mod written;

use std::fmt;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{Atom, FaultId, FileKind};
use dossier_syntax::{Form, Mention, Site, Span, Wants, is_name, name_key};
use dossier_workspace::{Definition, Disk, Facts, FileId, Snapshot, Strength, Target};

use self::moves::Moves;
use self::paths::path_edits;
use self::reach::root_of;
pub use self::reach::{reach_of_moves, reach_of_rename};
use self::samples::sample_edits;
use crate::headings::HeadingOf;
use crate::plain_text::capitalised;
use crate::references::{definition_of, mentions_of, subject};

/// What a rename changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rename {
    /// The edits, in the order of their files' paths and places. They don't overlap.
    pub edits: Vec<Edit>,
    /// The files and folders that move, and where to.
    pub moves: Vec<(Utf8PathBuf, Utf8PathBuf)>,
}

/// One change of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The file.
    pub file: FileId,
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
    /// Too little speaks for the place to change it unseen.
    pub confirm: bool,
    /// It is about the same agent, skill or command as another program has it.
    pub of_twin: bool,
}

/// What somebody is asked before an edit is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// One word for it, for a program.
    pub id: &'static str,
    /// What such edits have in common.
    pub label: &'static str,
    /// Why it is asked.
    pub why: &'static str,
}

impl Edit {
    /// What is asked before it is made, if it waits for a nod.
    pub fn question(&self) -> Option<Question> {
        if self.confirm {
            Some(Question {
                id: "doubtful",
                label: "Names in plain words",
                why: "The same word may mean something else.",
            })
        } else if self.of_twin {
            Some(Question {
                id: "twin",
                label: "The same for another program",
                why: "It has the same name and is of the same team.",
            })
        } else {
            None
        }
    }

    /// One that needs no nod.
    fn new(file: FileId, span: Span, text: String) -> Self {
        Self {
            file,
            span,
            text,
            confirm: false,
            of_twin: false,
        }
    }
}

/// Why something can't be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenameError {
    /// Nothing that has a name is named here.
    NothingHere,
    /// The program refuses the name.
    Invalid {
        /// The name.
        name: String,
        /// What the program says to it.
        reason: String,
    },
    /// The name is that of a file or folder, which the editor can't move.
    CannotMove,
    /// Something else has the name.
    Taken {
        /// The name.
        name: String,
        /// Who has it.
        path: Utf8PathBuf,
    },
}

impl fmt::Display for RenameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingHere => f.write_str("There is no agent, skill or command to rename here."),
            Self::Invalid { name, reason } => write!(f, "`{name}` is no valid name. {reason}"),
            Self::CannotMove => f.write_str(
                "The name is that of a file or folder, and this editor can't move these.",
            ),
            Self::Taken { name, path } => write!(f, "`{name}` is taken by {path}."),
        }
    }
}

impl std::error::Error for RenameError {}

/// The text that a rename at the byte `offset` of a file replaces, and the name it starts from.
pub fn prepare_rename(snapshot: &Snapshot, file: FileId, offset: usize) -> Option<(Span, String)> {
    if let Some(heading) = HeadingOf::at(snapshot, file, offset) {
        let written = heading.written();
        return (!written.is_empty()).then(|| (heading.here, written.to_owned()));
    }
    let subject = subject(snapshot, file, offset)?;
    let definition = renameable(snapshot, subject)?;
    let facts = snapshot.index().file(file).said()?;
    if file == subject && definition.name_span.touches(offset) {
        return Some((definition.name_span, definition.name().to_string()));
    }
    // Of several that overlap, the one that is meant.
    let leads_there = |mention: &Mention| {
        let target = snapshot.resolve(file, mention).into_iter().next();
        target.and_then(|target| target.indexed()) == Some(subject)
    };
    let mention = facts.mentions_at(offset).find(leads_there)?;
    if mention.wants == Wants::File {
        return Some((mention.span, definition.name().to_string()));
    }
    let span = named_part(snapshot, file, &mention, last_name(definition));
    Some((span, last_name(definition).to_owned()))
}

/// True where something is at `to` already. That is `from` itself where the disk takes large and
/// small letters for the same, and only these differ.
fn is_taken(disk: &dyn Disk, from: &Utf8Path, to: &Utf8Path) -> bool {
    let is_itself = || {
        from.as_str().to_lowercase() == to.as_str().to_lowercase()
            && disk.real(from) == disk.real(to)
    };
    disk.exists(to) && !is_itself()
}

/// Gives what is named at the byte `offset` of a file the name `new`. `can_move` says whether
/// files and folders can be moved along.
///
/// # Errors
/// Where nothing is named, or the name is invalid or taken, or where it is a file's or folder's
/// that can't be moved.
pub fn rename(
    snapshot: &Snapshot,
    file: FileId,
    offset: usize,
    new: &str,
    can_move: bool,
) -> Result<Rename, RenameError> {
    if let Some(heading) = HeadingOf::at(snapshot, file, offset) {
        return heading.rename(snapshot, new);
    }
    let subject = subject(snapshot, file, offset).ok_or(RenameError::NothingHere)?;
    renameable(snapshot, subject).ok_or(RenameError::NothingHere)?;
    let mut all = vec![subject];
    all.extend(twins(snapshot, subject));
    let mut edits = Vec::new();
    let mut moves = Vec::new();
    for &one in &all {
        let is_twin = one != subject;
        match rename_one(snapshot, one, &all, new, can_move) {
            Ok((own, moved)) => {
                let own = own.into_iter();
                edits.extend(own.map(|edit| Edit {
                    of_twin: is_twin,
                    ..edit
                }));
                moves.extend(moved);
            }
            // It stays what it is as a whole.
            Err(RenameError::CannotMove) if is_twin => {}
            Err(error) => return Err(error),
        }
    }
    if let Some((first, _)) = moves.first() {
        let root = root_of(snapshot, first);
        edits.extend(path_edits(snapshot, Moves::new(&moves), &root));
    }
    Ok(Rename {
        edits: in_order(snapshot, edits),
        moves,
    })
}

/// The same agent, skill or command as other programs have it: of that name, in the same team.
pub(crate) fn twins(snapshot: &Snapshot, subject: FileId) -> Vec<FileId> {
    let facts = facts_of(snapshot, subject);
    let named = facts.zip(definition_of(snapshot, subject));
    let Some((facts, definition)) = named.filter(|(facts, _)| facts.place.loaded) else {
        return Vec::new();
    };
    let own = snapshot.dialect(&facts.place).id();
    let namesakes = snapshot.namesakes(subject, definition.name());
    let is_twin = |id: &FileId| {
        facts_of(snapshot, *id).is_some_and(|other| {
            let place = &other.place;
            place.kind == facts.place.kind
                && place.loaded
                && snapshot.dialect(place).id() != own
                && other
                    .definition
                    .as_ref()
                    .is_some_and(|it| name_key(last_name(it)) == name_key(last_name(definition)))
        })
    };
    namesakes.iter().copied().filter(is_twin).collect()
}

/// From where to where a file or folder moves.
type Move = (Utf8PathBuf, Utf8PathBuf);

/// What a rename of one definition changes, and what moves. `all` are renamed with it.
fn rename_one(
    snapshot: &Snapshot,
    subject: FileId,
    all: &[FileId],
    new: &str,
    can_move: bool,
) -> Result<(Vec<Edit>, Option<Move>), RenameError> {
    let definition = renameable(snapshot, subject).ok_or(RenameError::NothingHere)?;
    let facts = facts_of(snapshot, subject).ok_or(RenameError::NothingHere)?;
    check_name(snapshot, all, facts, new)?;
    let kind = facts.place.kind;
    let path = &snapshot.index().file(subject).path;
    // The file of an entry has others, and a name of its own.
    let is_file = snapshot.index().file(subject).entry.is_none();
    let moves = is_file.then(|| new_path(snapshot, kind, path, definition, new));
    let moves = moves.flatten().map(|to| {
        let from = moved_part(kind, path);
        (from.to_owned(), moved_part(kind, &to).to_owned())
    });
    let is_file_name = definition.name_span.is_empty() || kind == FileKind::Skill;
    if moves.is_some() && !can_move && is_file_name {
        return Err(RenameError::CannotMove);
    }
    let moves = moves.filter(|(from, to)| can_move && from != to);
    if let Some((from, to)) = &moves
        && is_taken(snapshot.disk(), from, to)
    {
        return Err(RenameError::Taken {
            name: new.to_owned(),
            path: to.clone(),
        });
    }
    let mut edits = mention_edits(snapshot, subject, definition, new);
    edits.extend(sample_edits(snapshot, subject, definition, new));
    if !definition.name_span.is_empty() {
        edits.push(Edit::new(subject, definition.name_span, new.to_owned()));
    }
    Ok((edits, moves))
}

/// What else changes when files or folders are moved, each from its first path to its second: the
/// names in files, where they were the files', the mentions of both, and the paths. The moves
/// themselves are somebody else's.
pub fn rename_files(snapshot: &Snapshot, moves: &[(Utf8PathBuf, Utf8PathBuf)]) -> Rename {
    let all = Moves::new(moves);
    let mut edits = Vec::new();
    for (subject, file, facts) in snapshot.index().files() {
        if all.around(&file.path).is_none() {
            continue;
        }
        let Some(definition) = facts.definition.as_ref().filter(|_| file.entry.is_none()) else {
            continue;
        };
        let path = all.after(&file.path);
        let name = |path: &Utf8Path| match facts.place.kind {
            FileKind::Skill => path
                .parent()
                .and_then(Utf8Path::file_name)
                .map(str::to_owned),
            _ => path.file_stem().map(str::to_owned),
        };
        let (Some(old), Some(new)) = (name(&file.path), name(&path)) else {
            continue;
        };
        let follows = old != new
            && name_key(last_name(definition)) == name_key(&old)
            && check_name(snapshot, &[subject], facts, &new).is_ok();
        if !follows {
            continue;
        }
        edits.extend(mention_edits(snapshot, subject, definition, &new));
        edits.extend(sample_edits(snapshot, subject, definition, &new));
        if !definition.name_span.is_empty() {
            edits.push(Edit::new(subject, definition.name_span, new));
        }
    }
    if let Some((first, _)) = moves.first() {
        edits.extend(path_edits(snapshot, all, &root_of(snapshot, first)));
    }
    Rename {
        edits: in_order(snapshot, edits),
        moves: Vec::new(),
    }
}

fn in_order(snapshot: &Snapshot, mut edits: Vec<Edit>) -> Vec<Edit> {
    // Of two edits of one place, the one that waits for nothing is the better known.
    edits.sort_by_cached_key(|edit| {
        let path = snapshot.index().file(edit.file).path.clone();
        (path, edit.span, edit.confirm)
    });
    let whole = |edit: &Edit| snapshot.index().whole(edit.file);
    edits.dedup_by(|later, earlier| {
        later.span.start < earlier.span.end && whole(later) == whole(earlier)
    });
    edits
}

fn facts_of(snapshot: &Snapshot, file: FileId) -> Option<&Facts> {
    snapshot.index().file(file).said().map(AsRef::as_ref)
}

fn renameable(snapshot: &Snapshot, file: FileId) -> Option<&Definition> {
    let kind = facts_of(snapshot, file)?.place.kind;
    let named = matches!(kind, FileKind::Agent | FileKind::Skill | FileKind::Command);
    definition_of(snapshot, file).filter(|_| named)
}

/// The name without folders that are part of a command's.
fn last_name(definition: &Definition) -> &str {
    let name = definition.name();
    name.rsplit(':').next().unwrap_or(name)
}

fn check_name(
    snapshot: &Snapshot,
    all: &[FileId],
    facts: &Facts,
    new: &str,
) -> Result<(), RenameError> {
    let place = &facts.place;
    let dialect = snapshot.dialect(place);
    let invalid = |reason: &str| RenameError::Invalid {
        name: new.to_owned(),
        reason: reason.to_owned(),
    };
    if !is_name(new) || new.contains(':') {
        return Err(invalid(
            "A name has letters, digits, hyphens, underscores and dots, and starts and ends with a letter or digit.",
        ));
    }
    let names = dialect
        .fields(place.kind)
        .filter(|field| field.shape.is(Atom::Name));
    for field in names {
        if field.is_too_long(new) || !dialect.field_accepts(place.kind, &field.name, new) {
            let says = dialect.fault(place.kind, FaultId::BadName, place.origin());
            return Err(invalid(says.map_or("", |(_, says)| says)));
        }
    }
    let index = snapshot.index();
    let taken = index.defining(new).iter().find(|&&id| {
        !all.contains(&id)
            && facts_of(snapshot, id).is_some_and(|other| {
                other.place.kind == place.kind
                    && other.place.is_of_team_with(place)
                    && other
                        .definition
                        .as_ref()
                        .is_some_and(|it| name_key(last_name(it)) == name_key(new))
            })
    });
    match taken {
        Some(&id) => Err(RenameError::Taken {
            name: new.to_owned(),
            path: index.file(id).path.to_path_buf(),
        }),
        None => Ok(()),
    }
}

/// Where the definition's file goes if it bears the old name.
fn new_path(
    snapshot: &Snapshot,
    kind: FileKind,
    path: &Utf8Path,
    definition: &Definition,
    new: &str,
) -> Option<Utf8PathBuf> {
    let old = last_name(definition);
    // A file that is named in lower case for a name with capitals stays so.
    let follow = |part: &str| {
        let exact = (part == old).then(|| new.to_owned());
        exact.or_else(|| (part == name_key(old)).then(|| name_key(new).to_string()))
    };
    match kind {
        FileKind::Skill => {
            let folder = path.parent()?;
            let name = follow(folder.file_name()?)?;
            Some(
                folder
                    .with_file_name(name)
                    .join(path.file_name().unwrap_or_default()),
            )
        }
        _ => {
            let (stem, rest) = split_stem(snapshot, path.file_name()?);
            Some(path.with_file_name(format!("{}{rest}", follow(stem)?)))
        }
    }
}

/// What of a path moves: a skill's folder, or the file.
fn moved_part(kind: FileKind, path: &Utf8Path) -> &Utf8Path {
    match kind {
        FileKind::Skill => path.parent().unwrap_or(path),
        _ => path,
    }
}

/// A file name's first part and its extensions: `a` and `.agent.md`.
fn split_stem<'a>(snapshot: &Snapshot, name: &'a str) -> (&'a str, &'a str) {
    name.split_at(snapshot.places().stem(name).len())
}

fn mention_edits(
    snapshot: &Snapshot,
    subject: FileId,
    definition: &Definition,
    new: &str,
) -> Vec<Edit> {
    let old = last_name(definition);
    let mentions = mentions_of(snapshot, subject);
    let edits = mentions.filter_map(|(file, mention, strength)| {
        mention_edit(snapshot, file, &mention, strength, old, new)
    });
    edits.collect()
}

fn mention_edit(
    snapshot: &Snapshot,
    file: FileId,
    mention: &Mention,
    strength: Strength,
    old: &str,
    new: &str,
) -> Option<Edit> {
    if mention.wants == Wants::File {
        return link_text(snapshot, file, mention, old, new);
    }
    let span = named_part(snapshot, file, mention, old);
    let written = &mention.name[mention.name.len() - span.len()..];
    let is_guest = snapshot.index().file(file).facts.is_none();
    if is_guest && !(written == old && stands_out(mention)) {
        return None;
    }
    let text = in_the_form_of(written, old, new).or_else(|| {
        // A program reads these, so a name that is left behind would be a dead one.
        for_programs(mention).then(|| new.to_owned())
    })?;
    let plain = matches!(mention.form, Form::Plain | Form::Title | Form::Quoted);
    let doubtful = plain && !written.contains('-') || mention.fenced || is_guest;
    let confirm = doubtful && strength < Strength::Strong;
    Some(Edit {
        file,
        span,
        text,
        confirm,
        of_twin: false,
    })
}

/// What a rename of a definition does to a mention of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Follows {
    /// It is changed too.
    Changed,
    /// It is changed where somebody agrees.
    Confirmed,
    /// It is left as it is, because the way back would be lost.
    Left,
}

/// What a rename of `subject`, which `mention` in `file` means as `target`, does to the mention.
/// `None` for a path, and where the subject has no name.
pub(crate) fn follows_rename(
    snapshot: &Snapshot,
    file: FileId,
    mention: &Mention,
    subject: FileId,
    target: &Target<'_>,
) -> Option<Follows> {
    let old = last_name(definition_of(snapshot, subject)?);
    if mention.wants == Wants::File {
        return None;
    }
    // The new name makes no difference.
    let edit = mention_edit(snapshot, file, mention, target.strength, old, old);
    Some(match edit {
        Some(edit) if edit.confirm => Follows::Confirmed,
        Some(_) => Follows::Changed,
        None => Follows::Left,
    })
}

fn for_programs(mention: &Mention) -> bool {
    matches!(mention.form, Form::Key | Form::Call | Form::Field)
}

/// True for a name that is no word of a sentence: what is no agent file is written for people.
fn stands_out(mention: &Mention) -> bool {
    for_programs(mention)
        || matches!(mention.site, Site::Cell)
        || matches!(
            mention.form,
            Form::Code | Form::Bold | Form::Slash | Form::SlashCode | Form::At
        )
}

/// The text of a link may say anything. Where it says the very name, that is the name, perhaps.
fn link_text(
    snapshot: &Snapshot,
    file: FileId,
    mention: &Mention,
    old: &str,
    new: &str,
) -> Option<Edit> {
    let text = snapshot.text(file)?;
    let range = mention.span.range();
    let is_name = mention.form == Form::Link && text.get(range)? == old;
    is_name.then(|| Edit {
        file,
        span: mention.span,
        text: new.to_owned(),
        confirm: true,
        of_twin: false,
    })
}

/// What of a mention in `file` is the name `old` of what it means: of `/team-review` the folder's
/// name is none of it.
fn named_part(snapshot: &Snapshot, file: FileId, mention: &Mention, old: &str) -> Span {
    let span = last_part(snapshot, file, mention);
    let written = &mention.name[mention.name.len() - span.len()..];
    let is_command = matches!(mention.form, Form::Slash | Form::SlashCode);
    let folder = written.strip_suffix(old).filter(|_| is_command);
    let len = folder.filter(|it| it.ends_with('-')).map_or(0, str::len);
    Span::new(span.range().start + len, span.range().end)
}

/// The last part of a mention in `file`: of `plugin:name` the name, and of `@agent-name` too.
pub(crate) fn last_part(snapshot: &Snapshot, file: FileId, mention: &Mention) -> Span {
    let mut name = mention.name.rsplit(':').next().unwrap_or(mention.name);
    let facts = facts_of(snapshot, file);
    let prefix = facts.and_then(|facts| facts.agent_prefix.as_deref());
    if let Some(prefix) = prefix.filter(|_| mention.form == Form::At) {
        name = name.strip_prefix(prefix).unwrap_or(name);
    }
    Span::new(
        mention.span.range().end - name.len(),
        mention.span.range().end,
    )
}

/// The new name written as the old one is: as it is, in title case, with blanks, in one word.
/// `None` where the old one is written in none of these ways, so that the way back would be lost.
pub(crate) fn in_the_form_of(written: &str, old: &str, new: &str) -> Option<String> {
    let forms: [fn(&str) -> String; 7] = [
        str::to_owned,
        |name| join(name, "-", title),
        |name| join(name, " ", title),
        |name| join(name, "", title),
        |name| join(name, " ", lower),
        |name| join(name, "_", lower),
        |name| join(name, " ", sentence),
    ];
    forms
        .into_iter()
        .find(|form| form(old) == written)
        .map(|form| form(new))
}

fn join(name: &str, separator: &str, word: impl Fn(usize, &str) -> String) -> String {
    let words = name
        .split(['-', '_', ' '])
        .enumerate()
        .map(|(at, part)| word(at, part));
    words.collect::<Vec<_>>().join(separator)
}

fn title(_: usize, word: &str) -> String {
    capitalised(word)
}

fn lower(_: usize, word: &str) -> String {
    word.to_lowercase()
}

fn sentence(at: usize, word: &str) -> String {
    if at == 0 {
        title(at, word)
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests;
