//! The page that findings link to is made from the rows of the rules.

use std::fmt::Write as _;

use dossier_dialect::{Category, Dialect, Dialects, Example, Fixable, Rule, Rules};
use expect_test::expect_file;

const START: &str = "\
# Rules

<!-- Made from grammars/rules; UPDATE_EXPECT=1 cargo test -p dossier-ide --test rules_page writes it anew. -->

What `dossier check` and the editor report. An **error** means that a program that loads the file fails, or drops something that was written; everything else is a warning, information or a hint.

Severities follow what the program does with the kind of file, and are at most a warning in files that no program loads where they lie, and a hint in what a repository's tests read (`fixtures`, `testdata`, `golden`, `__snapshots__`).

Set a severity, or turn a rule off, in `dossier.toml` at the root of the workspace:

```toml
[rules]
unknown-field = \"off\"       # error, warning, information, hint or off
old-tool = \"information\"
```

or with the setting `dossier.rules` of the editor. The file wins. A comment turns it off in one file: `<!-- dossier: ignore unknown-field -->`.
";

#[test]
fn the_page_says_what_the_rows_say() {
    let dialects = Dialects::builtin().unwrap();
    let mut page = START.to_owned();
    index(&mut page, dialects.rules());
    for rule in dialects.rules().iter() {
        section(&mut page, &dialects, rule);
    }
    expect_file!["../../../docs/rules.md"].assert_eq(&page);
}

fn index(page: &mut String, rules: &Rules) {
    *page += "\n| about | rules |\n|-|-|\n";
    for category in Category::ALL {
        let of_it = rules.iter().filter(|rule| rule.category == category);
        let links: Vec<String> = of_it
            .map(|rule| format!("[{0}](#{0})", rule.name))
            .collect();
        if !links.is_empty() {
            let _ = writeln!(page, "| {category} | {} |", links.join(", "));
        }
    }
}

fn section(page: &mut String, dialects: &Dialects, rule: &Rule) {
    let name = &rule.name;
    let severity = rule
        .severities()
        .unwrap_or_else(|| format!("{}.", rule.severity().as_str()));
    let programs: Vec<&str> = dialects
        .iter()
        .filter(|dialect| rule.programs.iter().any(|id| id == dialect.id()))
        .map(Dialect::title)
        .collect();
    let programs = if programs.is_empty() {
        "all".to_owned()
    } else {
        programs.join(", ")
    };
    let fix = match (rule.fix, rule.fix_text.as_deref()) {
        (Fixable::None, _) | (_, None) => "none.".to_owned(),
        (Fixable::Safe, Some(text)) => text.to_owned(),
        (Fixable::Unsafe, Some(text)) => format!("{text} Never applied unasked."),
    };
    let _ = write!(
        page,
        "\n## {name}\n\n{}\n\n{}\n\n- Severity: {severity}\n- Programs: {programs}.\n- Fix: {fix}\n",
        rule.finds, rule.effect
    );
    let _ = writeln!(page, "- Source: {}.", source(dialects.rules(), rule));
    let _ = writeln!(
        page,
        "- Off: `{name} = \"off\"` under `[rules]` in `dossier.toml`, or `<!-- dossier: ignore {name} -->` in the file."
    );
    example(page, "Reported:", &rule.bad);
    example(page, "Fine:", &rule.good);
}

fn source(rules: &Rules, rule: &Rule) -> String {
    let source = rules
        .source(rule)
        .expect("a test of the table looks for it");
    let title = match &source.url {
        Some(url) => format!("[{}]({url})", source.title),
        None => source.title.clone(),
    };
    match source.date {
        Some(date) => format!("{title}, {date}"),
        None => title,
    }
}

fn example(page: &mut String, title: &str, example: &Example) {
    let _ = write!(page, "\n{title}\n\n````text\n");
    for (at, (path, text)) in example.files().enumerate() {
        let gap = if at > 0 { "\n" } else { "" };
        let _ = write!(page, "{gap}{path}\n{}", indented(text));
    }
    *page += "````\n";
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| {
            let line = format!("    {line}");
            format!("{}\n", line.trim_end())
        })
        .collect()
}
