//! The page of the programs is made from their tables.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dossier_dialect::{Dialect, Dialects, FileKind, Kind, NamedBy, Role, Severity};
use expect_test::expect_file;

const START: &str = "\
# Programs

<!-- Made from grammars/dialects; UPDATE_EXPECT=1 cargo test -p dossier-ide --test programs_page writes it anew. -->

Which programs' files Dossier knows, what of each, since when and from where. All of it is tables under [`grammars/dialects`](../grammars/dialects/README.md): no line of code names a program.

## Teach it another

1. Look whether the program is below. If its files can only be *navigated*, its folder says `open = true`: add what is missing, and take that away once the fields are complete.
2. Otherwise make a folder in `grammars/dialects`, called like the program's id, with a `program.toml`. [The README there](../grammars/dialects/README.md#an-example) has a whole one to start from, and says what each key does.
3. Add the **places** first, as `[[kind]]` rows: `paths` where its own files lie, `reads` where it takes others' files, `config-paths` in the user's folder. Two programs may read one folder; the smaller `precedence` says whose rules hold, and a field is unknown only if none of them knows it.
4. Add **fields**, with the shape of each and what it does in your own words. Say `required` only where the program wants it, and in `[field.missing]` what the program does without it.
5. Add **tools** in the order in which they should be offered, and what they were called before. A program whose models change weekly gets the few that are sure, and `[model-names] accepts = [\"*\"]`.
6. Give each row a **source** with its date, and each field a `certainty`. An error is for what the program refuses or drops, by its documentation or its code. Where little is sure, `gravest = \"hint\"` keeps all findings of a kind down, and `unknown-value = \"off\"` those about a list's names.
7. `cargo test -p dossier-dialect` says what is wrong with a row, `cargo test -p dossier-ide agreement` whether what is offered is accepted, and the tests of [CONTRIBUTING](../CONTRIBUTING.md#teach-it-a-program) bring this page and what editors are told up to date.
8. Write a test: a workspace of three files in `server/ide/tests`, with what is offered, where a name leads and what a broken file is told. `more_programs` there has examples.
";

#[test]
fn the_page_says_what_the_tables_say() {
    let dialects = Dialects::builtin().unwrap();
    let mut page = START.to_owned();
    let mut ids: Vec<&str> = dialects.iter().map(Dialect::id).collect();
    ids.dedup();
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    let programs = ids.iter().map(|id| {
        let ways = dialects.iter().filter(|it| it.id() == *id);
        Program(ways.collect())
    });
    let mut programs: Vec<Program<'_>> = programs
        .filter(|it| it.first().role() != Role::Unknown)
        .collect();
    programs.sort_by_key(|it| it.first().title().to_lowercase());
    overview(&mut page, &programs);
    for program in &programs {
        program.section(&mut page);
    }
    expect_file!["../../../docs/programs.md"].assert_eq(&page);
}

fn overview(page: &mut String, programs: &[Program<'_>]) {
    *page += "\n## All of them\n\n";
    *page += "| program | kinds of file | fields | tools | models | what is done | checked |\n";
    *page += "|-|-|-|-|-|-|-|\n";
    for program in programs {
        let first = program.first();
        let kinds: BTreeSet<FileKind> = program.kinds().map(|kind| kind.id).collect();
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        let _ = writeln!(
            page,
            "| [{}](#{}) | {} | {} | {} | {} | {} | {} |",
            first.title(),
            anchor(first.title()),
            kinds.join(", "),
            count(program.fields()),
            count(first.tools().len()),
            count(program.models().len()),
            program.depth(),
            first.checked(),
        );
    }
}

fn count(number: usize) -> String {
    match number {
        0 => "–".to_owned(),
        _ => number.to_string(),
    }
}

/// The fragment of a heading's link.
fn anchor(title: &str) -> String {
    let kept = title
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// A program, in each of its ways to write files.
struct Program<'a>(Vec<&'a Dialect>);

impl<'a> Program<'a> {
    fn first(&self) -> &'a Dialect {
        self.0[0]
    }

    fn kinds(&self) -> impl Iterator<Item = &'a Kind> {
        self.0.iter().flat_map(|dialect| dialect.kinds())
    }

    /// How many fields it has in all its kinds, those in maps and those that are only known too.
    fn fields(&self) -> usize {
        let all = self.0.iter().flat_map(|dialect| {
            let kinds = dialect.kinds().iter();
            kinds.flat_map(move |kind| {
                let fields = dialect.fields(kind.id).map(|field| &field.name);
                let fields = fields.chain(&kind.knows);
                fields.map(move |name| (kind.id, name.as_str()))
            })
        });
        all.collect::<BTreeSet<_>>().len()
    }

    fn models(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for kind in self.kinds() {
            for model in self.first().models(kind.id) {
                if !names.contains(&model.name.as_str()) {
                    names.push(&model.name);
                }
            }
        }
        names
    }

    /// What Dossier does with its files, in a word.
    fn depth(&self) -> &'static str {
        let own = || self.kinds().filter(|kind| !kind.paths.is_empty());
        let at_most = |most| own().all(|kind| kind.gravest.is_some_and(|it| it <= most));
        if self.first().is_open() {
            "navigated"
        } else if own().next().is_none() && self.first().role() == Role::Program {
            "reads others' files"
        } else if self.first().role() == Role::Program && at_most(Severity::Hint) {
            "checked, hints only"
        } else if self.first().role() == Role::Program && at_most(Severity::Warning) {
            "checked, warnings at most"
        } else {
            "checked"
        }
    }

    fn section(&self, page: &mut String) {
        let first = self.first();
        let version = first
            .version()
            .map(|it| format!(" {it}"))
            .unwrap_or_default();
        let _ = write!(
            page,
            "\n## {}\n\n`{}`{version}, checked {}: [documentation]({}).",
            first.title(),
            first.id(),
            first.checked(),
            first.docs(),
        );
        if let Some(folder) = first.config_folder() {
            let _ = write!(page, " The user's own files lie in `~/{}`", folder.folder);
            match &folder.variable {
                Some(variable) => *page += &format!(", or where `{variable}` says."),
                None => *page += ".",
            }
        }
        *page += "\n\n| kind | places | also read | named by | fields |\n|-|-|-|-|-|\n";
        for dialect in &self.0 {
            for kind in dialect.kinds() {
                row(page, dialect, kind);
            }
        }
        *page += "\n";
        self.vocabulary(page);
        let _ = writeln!(page, "- Sources: {}.", self.sources().join("; "));
    }

    fn vocabulary(&self, page: &mut String) {
        let first = self.first();
        let tools = first.tools().iter().map(|tool| tool.name.as_str());
        list(page, "Tools", tools);
        let old = first.old_tools().iter().map(|tool| tool.name.as_str());
        list(page, "Former names of tools", old);
        if let Some(mcp) = first.mcp() {
            let one = format!("{}server{}tool", mcp.prefix, mcp.separator);
            let all = match mcp.bare_server {
                true => format!("{}server", mcp.prefix),
                false => format!("{}server{}*", mcp.prefix, mcp.separator),
            };
            let _ = writeln!(page, "- Tools of MCP servers: `{one}`, all of one `{all}`.");
        }
        list(page, "Models", self.models().into_iter());
        let agents = first.builtin_agents().iter().map(|it| it.name.as_str());
        list(page, "Agents that come with it", agents);
    }

    /// Its sources with their dates, each once.
    fn sources(&self) -> Vec<String> {
        let first = self.first();
        let mut tags: Vec<&str> = Vec::new();
        for kind in self.kinds() {
            tags.push(&kind.source);
            for dialect in &self.0 {
                tags.extend(dialect.fields(kind.id).map(|field| field.source.as_str()));
            }
            tags.extend(first.models(kind.id).map(|model| model.source.as_str()));
        }
        tags.extend(first.tools().iter().map(|tool| tool.source.as_str()));
        tags.extend(first.builtin_agents().iter().map(|it| it.source.as_str()));
        tags.extend(first.builtin_commands().iter().map(|it| it.source.as_str()));
        tags.extend(first.listings().iter().map(|it| it.source.as_str()));
        let mut seen = BTreeSet::new();
        tags.retain(|tag| seen.insert(*tag));
        let sources = tags.into_iter().filter_map(|tag| first.source(tag));
        sources
            .map(|source| {
                let title = match &source.url {
                    Some(url) => format!("[{}]({url})", source.title),
                    None => source.title.clone(),
                };
                let date = source.date.map(|date| format!(", {date}"));
                title + &date.unwrap_or_default()
            })
            .collect()
    }
}

fn row(page: &mut String, dialect: &Dialect, kind: &Kind) {
    let fields = dialect
        .fields(kind.id)
        .filter(|field| !field.name.contains('.'));
    let mut fields: Vec<String> = fields
        .map(|field| match field.required {
            true => format!("**`{}`**", field.name),
            false => format!("`{}`", field.name),
        })
        .collect();
    fields.extend(kind.knows.iter().map(|name| format!("`{name}`")));
    let own = kind
        .config_paths
        .iter()
        .map(|path| match dialect.config_folder() {
            Some(config) => format!("~/{}/{path}", config.folder),
            None => path.clone(),
        });
    let told = kind.told.iter().flat_map(|told| &told.paths).cloned();
    let plugins = kind
        .plugin_paths
        .iter()
        .map(|path| format!("plugins: {path}"));
    let places = kind.paths.iter().chain(&kind.copied).cloned();
    let listings = dialect.listings().iter().filter(|row| row.kind == kind.id);
    let listings = listings.flat_map(|row| {
        let key = &row.key;
        row.paths.iter().map(move |path| format!("{path}: {key}"))
    });
    let places = places.chain(told).chain(own).chain(plugins).chain(listings);
    let _ = writeln!(
        page,
        "| {} ({}) | {} | {} | {} | {} |",
        kind.title,
        kind.id,
        quoted(places),
        quoted(kind.reads.iter().cloned()),
        names(kind),
        fields.join(", "),
    );
}

fn quoted(globs: impl Iterator<Item = String>) -> String {
    let quoted: Vec<String> = globs.map(|glob| format!("`{glob}`")).collect();
    quoted.join(", ")
}

/// How files of a kind are named, the best first.
fn names(kind: &Kind) -> String {
    let words = kind.named_by.iter().map(|by| match by {
        NamedBy::Field => "field",
        NamedBy::Stem => "file",
        NamedBy::Folder => "folder",
        NamedBy::Path => "path, with `:`",
        NamedBy::SlashPath => "path, with `/`",
    });
    words.collect::<Vec<_>>().join(", else ")
}

fn list<'a>(page: &mut String, title: &str, names: impl Iterator<Item = &'a str>) {
    let names = quoted(names.map(str::to_owned));
    if !names.is_empty() {
        let _ = writeln!(page, "- {title}: {names}.");
    }
}
