//! The ways in which the name of a mention may be read.

use std::sync::Arc;

use dossier_syntax::{Form, Mention, Span, Wants};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::{FileId, Snapshot};

impl Snapshot {
    /// What the name of a mention may stand for, in the order in which it is looked for: itself,
    /// without what a program puts before it, and with the marks that other programs use.
    pub(crate) fn ways_to_read(
        &self,
        from: FileId,
        mention: &Mention,
    ) -> impl Iterator<Item = SmolStr> {
        let prefix = self.index().file(from).said();
        let prefix = prefix.and_then(|facts| facts.agent_prefix.as_deref());
        let without_prefix = prefix
            .filter(|_| mention.form == Form::At)
            .and_then(|prefix| mention.name.strip_prefix(prefix));
        let without_prefix = without_prefix.map(SmolStr::from);
        let written = std::iter::once(SmolStr::from(mention.name));
        // Nearly every name is somebody's, or nobody's, as it is written.
        let others = std::iter::once_with(move || self.with_folder_apart(from, mention));
        written.chain(without_prefix).chain(others.flatten())
    }

    /// How a command may be called whose name nobody has: some programs put a hyphen where
    /// others put a colon, behind the folder that a command is in, `/team-review`.
    fn with_folder_apart(&self, from: FileId, mention: &Mention) -> Vec<SmolStr> {
        let name = mention.name;
        let is_command = matches!(mention.form, Form::Slash | Form::SlashCode);
        if !is_command {
            return Vec::new();
        }
        if let Some((prefix, rest)) = name.split_once(':') {
            let mut ways = vec![SmolStr::from(name.replace(':', "-"))];
            if self.is_prefix_of_team(from, prefix) {
                ways.push(SmolStr::from(rest));
            }
            return ways;
        }
        if !self.index().defining(name).is_empty() {
            return Vec::new();
        }
        let hyphens = name.match_indices('-');
        let apart = hyphens.map(|(at, _)| format!("{}:{}", &name[..at], &name[at + 1..]));
        apart.map(SmolStr::from).collect()
    }

    /// True for what nobody is called, but stands before the names of commands in a text as if a
    /// plugin or folder were: most of those that have it there are commands of the text's team,
    /// which an installer puts into a folder of that name.
    fn is_prefix_of_team(&self, from: FileId, prefix: &str) -> bool {
        let asked = self.prefixes();
        if let Some(known) = asked.get(&from) {
            return known.contains(prefix);
        }
        let mentions = self.index().file(from).mentions();
        let commands = mentions.filter(|it| matches!(it.form, Form::Slash | Form::SlashCode));
        let mut behind: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
        for (prefix, name) in commands.filter_map(|it| it.name.split_once(':')) {
            behind.entry(prefix).or_default().insert(name);
        }
        let is_own = |name: &&&str| {
            let command = Mention::new(Span::default(), name, Form::SlashCode, Wants::Skill);
            let mut own = self.named_candidates(from, &command, name);
            own.any(|(.., candidate)| candidate.exact)
        };
        let share = self.dialects().lexicon().company().prefix;
        let is_teams = |names: &FxHashSet<&str>| {
            let own = names.iter().filter(is_own).count();
            own >= share.least && share.has(own, names.len())
        };
        behind.retain(|_, names| is_teams(names));
        let prefixes: FxHashSet<SmolStr> = behind.into_keys().map(SmolStr::from).collect();
        let is_prefix = prefixes.contains(prefix);
        asked.insert(from, Arc::new(prefixes));
        is_prefix
    }
}
