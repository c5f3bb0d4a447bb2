//! What the words of a file are, for its colours.

use dossier_dialect::{Atom, Dialect, FileKind, ModelState, ToolName};
use dossier_syntax::{Form, Mention, PermissionRule, Span, Wants};
use dossier_workspace::values::{self, Part};
use dossier_workspace::{FileId, Meaning, Snapshot, Source};

/// A word and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it is; within one line.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// What else is known of it.
    pub is: Modifiers,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// The name of an agent.
    Agent,
    /// The name of a skill or an output style.
    Skill,
    /// The name of a command.
    Command,
    /// The name of a tool.
    Tool,
    /// The name of a model.
    Model,
    /// The name of a field.
    Field,
    /// The name of a server.
    Server,
}

impl TokenKind {
    /// What the numbers of kinds mean: types that every theme has a colour for, see
    /// `docs/semantic-tokens.md`.
    pub const NAMES: [&'static str; 6] = [
        "class",
        "function",
        "method",
        "enumMember",
        "property",
        "namespace",
    ];

    /// A place in [`TokenKind::NAMES`].
    pub fn number(self) -> u32 {
        match self {
            Self::Agent => 0,
            Self::Skill | Self::Command => 1,
            Self::Tool => 2,
            Self::Model => 3,
            Self::Field => 4,
            Self::Server => 5,
        }
    }
}

/// What else is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one modifier of the protocol"
)]
pub struct Modifiers {
    /// It names what the file defines.
    pub definition: bool,
    /// It is on its way out.
    pub deprecated: bool,
    /// It comes with the program.
    pub builtin: bool,
    /// Nothing has that name.
    pub unresolved: bool,
}

impl Modifiers {
    /// What the bits mean, the lowest first.
    pub const NAMES: [&'static str; 4] =
        ["definition", "deprecated", "defaultLibrary", "unresolved"];

    /// A bit for each that holds.
    pub fn bits(self) -> u32 {
        let all = [
            self.definition,
            self.deprecated,
            self.builtin,
            self.unresolved,
        ];
        let bits = all.into_iter().enumerate();
        bits.map(|(bit, is)| u32::from(is) << bit).sum()
    }
}

/// The words of a file that mean something, in order and apart from each other.
pub fn semantic_tokens(snapshot: &Snapshot, file: FileId) -> Vec<Token> {
    let Some(source) = snapshot.source(file) else {
        return Vec::new();
    };
    let mut tokens = Vec::new();
    if let Some(front_matter) = &source.parsed.front_matter {
        let (dialect, kind) = (snapshot.dialect(source.place()), source.place().kind);
        let fields = values::fields(dialect, kind, front_matter).into_iter();
        tokens.extend(fields.map(|it| token(it.entry.key, TokenKind::Field, Modifiers::default())));
        let parts = values::parts(dialect, kind, front_matter, &source.text).into_iter();
        tokens.extend(parts.filter_map(|it| part(snapshot, &source, it)));
    }
    if let Some(definition) = &source.facts.definition {
        let is = Modifiers {
            definition: true,
            ..Modifiers::default()
        };
        let kind = kind_of(source.place().kind);
        tokens.extend(kind.map(|kind| token(definition.name_span, kind, is)));
    }
    let mentions = source.facts.mentions();
    tokens.extend(mentions.filter_map(|it| mention(snapshot, &source, &it)));
    tokens.retain(|token| {
        !token.span.is_empty() && !token.span.of(&source.text).contains(['\n', '\r'])
    });
    tokens.sort_by_key(|token| (token.span.start, std::cmp::Reverse(token.span.end)));
    let mut end = 0;
    tokens.retain(|token| {
        let is_apart = token.span.start >= end;
        if is_apart {
            end = token.span.end;
        }
        is_apart
    });
    tokens
}

fn token(span: Span, kind: TokenKind, is: Modifiers) -> Token {
    Token { span, kind, is }
}

/// What a definition of that kind is as a word.
fn kind_of(kind: FileKind) -> Option<TokenKind> {
    match kind {
        FileKind::Agent => Some(TokenKind::Agent),
        FileKind::Skill | FileKind::OutputStyle => Some(TokenKind::Skill),
        FileKind::Command => Some(TokenKind::Command),
        FileKind::Rule | FileKind::Memory | FileKind::PluginManifest | FileKind::McpConfig => None,
    }
}

/// The tools and models in values.
fn part(snapshot: &Snapshot, source: &Source, part: Part<'_>) -> Option<Token> {
    let text = &source.text;
    let vocabulary = snapshot.vocabulary(source.place());
    match part.atom {
        Atom::Tool => {
            let tool = PermissionRule::parse(text, part.span).tool;
            let is = tool_modifiers(vocabulary, tool.of(text));
            Some(token(tool, TokenKind::Tool, is))
        }
        Atom::Model => {
            let state = vocabulary.model(part.span.of(text), snapshot.today());
            let is = Modifiers {
                deprecated: matches!(state, ModelState::Deprecated(_) | ModelState::Retired(_)),
                unresolved: matches!(state, ModelState::Unknown),
                ..Modifiers::default()
            };
            Some(token(part.span, TokenKind::Model, is))
        }
        _ => None,
    }
}

fn tool_modifiers(vocabulary: &Dialect, name: &str) -> Modifiers {
    let tool = vocabulary.tool(name);
    Modifiers {
        deprecated: matches!(tool, ToolName::Old(_)),
        builtin: matches!(tool, ToolName::Tool(_) | ToolName::All),
        unresolved: matches!(tool, ToolName::Unknown),
        ..Modifiers::default()
    }
}

/// A name in the text, if it is one. Paths are links, and need no colour.
fn mention(snapshot: &Snapshot, source: &Source, mention: &Mention) -> Option<Token> {
    if mention.wants == Wants::File {
        return None;
    }
    let target = snapshot.resolve(source.id, mention).into_iter().next();
    if let Some(target) = target {
        let mut is = Modifiers::default();
        let kind = match target.is {
            Meaning::Indexed(id, _) => {
                let facts = snapshot.index().file(id).facts.as_ref()?;
                kind_of(facts.place.kind)?
            }
            Meaning::BuiltinAgent(_) => {
                is.builtin = true;
                TokenKind::Agent
            }
            Meaning::BuiltinCommand(_) => {
                is.builtin = true;
                TokenKind::Command
            }
            Meaning::File(_) | Meaning::Server(..) => TokenKind::Server,
        };
        return Some(token(mention.span, kind, is));
    }
    // Elsewhere than in a field, a name that nothing has may be none.
    if mention.form != Form::Field || !snapshot.is_complete() {
        return None;
    }
    let kind = match mention.wants {
        Wants::Agent => TokenKind::Agent,
        Wants::Skill => TokenKind::Skill,
        Wants::McpServer | Wants::Any | Wants::File => return None,
    };
    let is = Modifiers {
        unresolved: true,
        ..Modifiers::default()
    };
    Some(token(mention.span, kind, is))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::{at_cursor, with_team};

    fn shown(fixture: &str) -> String {
        at_cursor(&with_team(fixture), |snapshot, file, _| {
            let Some(source) = snapshot.source(file) else {
                return String::new();
            };
            let shown = semantic_tokens(snapshot, file).into_iter().map(|it| {
                let mut shown = format!("{} {:?}", it.span.of(&source.text), it.kind);
                for (is, name) in [
                    (it.is.definition, " definition"),
                    (it.is.deprecated, " deprecated"),
                    (it.is.builtin, " builtin"),
                    (it.is.unresolved, " unresolved"),
                ] {
                    shown += if is { name } else { "" };
                }
                shown + "\n"
            });
            shown.collect()
        })
    }

    fn check(fixture: &str, expected: &Expect) {
        expected.assert_eq(&shown(fixture));
    }

    #[test]
    fn the_front_matter_says_what_its_words_are() {
        let text = "---\nname: main\ndescription: Works.\n\
            tools: Read, Reed, MultiEdit, Agent(ml-engineer, Explore, nobody), mcp__github__x\n\
            model: opus\nskills:\n  - ship\n  - \"none-such\"\n---\nHi.\n";
        let expected = &expect![[r#"
            name Field
            main Agent definition
            description Field
            tools Field
            Read Tool builtin
            Reed Tool unresolved
            MultiEdit Tool deprecated
            Agent Tool builtin
            ml-engineer Agent
            Explore Agent builtin
            nobody Agent unresolved
            mcp__github__x Tool
            model Field
            opus Model
            skills Field
            ship Skill
            none-such Skill unresolved
        "#]];
        check(text, expected);
        check(&text.replace('\n', "\r\n"), expected);
    }

    #[test]
    fn the_body_names_agents_skills_and_commands() {
        check(
            "---\nname: main\ndescription: x\n---\n👩‍🔬 Ask `ml-engineer`, run /ship and \
             /release:notes, then /compact; no-body knows [it](ml-engineer.md).\n",
            &expect![[r#"
                name Field
                main Agent definition
                description Field
                ml-engineer Agent
                ship Skill
                release:notes Command
                compact Command builtin
            "#]],
        );
    }

    #[test]
    fn other_markdown_has_none() {
        check("//- /w/README.md\n`ml-engineer`\n", &expect![[""]]);
    }

    #[test]
    fn tokens_never_overlap_and_stay_in_their_line() {
        let text = "---\nname: |\n  a\n  b\ntools: [mcp__github, Agent(Agent(ship\nmodel: >\n  opus\n\
            hooks: {Stop: [x], tools: Read}\n---\n**ML Engineer** agent, ml-engineer → ship\n";
        at_cursor(&with_team(text), |snapshot, file, _| {
            let text = snapshot.source(file).unwrap().text;
            let tokens = semantic_tokens(snapshot, file);
            for pair in tokens.windows(2) {
                assert!(pair[0].span.end <= pair[1].span.start, "{pair:?}");
            }
            for token in tokens {
                assert!(!token.span.of(&text).contains('\n'), "{token:?}");
            }
        });
    }
}
