//! A file of one program, written for another.

use std::fmt::Write as _;

use dossier_ide::{ActionKind, Change, ConvertError, code_actions, convert, program_named};
use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

/// Two programs that differ in all that programs differ in.
const PROGRAMS: &str = r#"
//- /w/programs/acme.toml
[program]
id = "acme"
title = "Acme"
checked = "2026-11-27"
docs = ""
[sources.X]
title = "x"
[[kind]]
id = "agent"
title = "agent"
paths = ["**/.acme/agents/*.md"]
named-by = ["field", "stem"]
source = "X"
[[kind]]
id = "skill"
title = "skill"
paths = ["**/.acme/skills/*/SKILL.md"]
named-by = ["folder"]
source = "X"
[[field]]
name = "name"
kinds = ["agent"]
shape = "name"
doc = ""
source = "X"
[[field]]
name = "description"
kinds = ["agent"]
shape = "description"
doc = ""
source = "X"
[[field]]
name = "tools"
kinds = ["agent"]
shape = "list of tool"
lists = ["comma", "flow", "block"]
doc = ""
source = "X"
[[field]]
name = "notTools"
kinds = ["agent"]
shape = "list of tool"
lists = ["comma"]
takes-away = true
doc = ""
source = "X"
[[field]]
name = "model"
kinds = ["agent"]
shape = "model"
doc = ""
source = "X"
[[field]]
name = "hidden"
kinds = ["agent"]
shape = "boolean"
doc = ""
source = "X"
[[field]]
name = "mood"
kinds = ["agent"]
shape = "word"
doc = ""
source = "X"
[[tool]]
name = "Look"
doc = ""
source = "X"
[[tool]]
name = "Change"
doc = ""
source = "X"
[[tool]]
name = "Juggle"
doc = ""
source = "X"
[mcp]
prefix = "mcp__"
separator = "__"
bare-server = true
source = "X"
[means]
source = "X"
[means.fields]
hidden = "left to the user"
[means.tools]
Look = ["read"]
Change = ["write", "edit"]
[means.models]
large = "the large one"
//- /w/programs/bolt.toml
[program]
id = "bolt-next"
title = "Bolt Next"
checked = "2026-11-27"
docs = ""
[sources.X]
title = "x"
[[kind]]
id = "agent"
title = "agent"
format = "toml"
body = "prompt"
paths = ["**/.bolt/agents/*.toml"]
named-by = ["field"]
source = "X"
[[field]]
name = "name"
kinds = ["agent"]
shape = "name"
required = true
doc = ""
source = "X"
[[field]]
name = "about"
kinds = ["agent"]
shape = "description"
doc = ""
source = "X"
[[field]]
name = "engine"
kinds = ["agent"]
shape = "model"
doc = ""
source = "X"
[[field]]
name = "secret"
kinds = ["agent"]
shape = "boolean"
doc = ""
source = "X"
[[field]]
name = "may"
kinds = ["agent"]
shape = "map of word"
doc = ""
source = "X"
[[field]]
name = "prompt"
kinds = ["agent"]
shape = "text"
doc = ""
source = "X"
[[tool]]
name = "view"
doc = ""
source = "X"
[[tool]]
name = "create"
doc = ""
source = "X"
[[tool]]
name = "patch"
doc = ""
source = "X"
[mcp]
separator = "/"
source = "X"
[means]
source = "X"
tool-map = { field = "may", given = "yes", taken = "no", others = "*" }
[means.fields]
secret = "left to the user"
[means.tools]
view = ["read"]
create = ["write"]
patch = ["edit"]
[means.models]
"x/large-7" = "the large one"
"#;

fn workspace(path: &str, text: &str) -> Fixture {
    let fixture = Fixture::parse(&format!("//- {path}\n{text}{PROGRAMS}"));
    let (snapshot, _) = fixture.snapshot();
    assert_eq!(snapshot.places().own_programs().faults(), []);
    fixture
}

fn check(path: &str, text: &str, program: &str, expected: &Expect) -> String {
    let fixture = workspace(path, text);
    let (snapshot, file) = fixture.snapshot();
    let converted = convert(&snapshot, file, program).expect("it can be converted");
    let mut shown = format!("{}\n{}", converted.path, converted.text);
    for left in &converted.left {
        let _ = writeln!(shown, "left: {} {:?}: {}", left.field, left.part, left.why);
    }
    expected.assert_eq(&shown);
    converted.text
}

const LEAD: &str = "\
---
name: lead
description: 'Plans: all of it'
# Ask before you change this.
tools: Look, Change, mcp__db__query, Juggle
model: large
hidden: true
mood: calm
---
# Lead

Hand reviews to `critic`.
";

#[test]
fn what_stands_for_the_same_is_taken_over_and_the_rest_is_kept() {
    let text = check(
        "/w/.acme/agents/lead.md",
        LEAD,
        "bolt-next",
        &expect![[r#"
        /w/.bolt/agents/lead.toml
        # Ask before you change this.
        # Only Acme reads:
        #   tools: Juggle
        #   mood: calm
        name = "lead"
        about = "Plans: all of it"
        engine = "x/large-7"
        secret = true
        may = { "*" = "no", view = "yes", create = "yes", patch = "yes", "db/query" = "yes" }
        prompt = """
        # Lead

        Hand reviews to `critic`.

        """
        left: tools "Juggle": nothing known to stand for the same
        left: mood "": no such field
    "#]],
    );
    check(
        "/w/.bolt/agents/lead.toml",
        &text,
        "acme",
        &expect![[r#"
        /w/.acme/agents/lead.md
        ---
        name: lead
        description: "Plans: all of it"
        tools: Look, Change, mcp__db__query, Juggle
        model: large
        hidden: true
        mood: calm
        # Ask before you change this.
        ---
        # Lead

        Hand reviews to `critic`.

    "#]],
    );
}

#[test]
fn what_is_taken_away_stays_so() {
    let text = "---\nname: lead\nnotTools: Look\n---\nGo.\n";
    let text = check(
        "/w/.acme/agents/lead.md",
        text,
        "bolt-next",
        &expect![[r#"
        /w/.bolt/agents/lead.toml
        name = "lead"
        may = { view = "no" }
        prompt = """
        Go.

        """
    "#]],
    );
    check(
        "/w/.bolt/agents/lead.toml",
        &text,
        "acme",
        &expect![[r#"
        /w/.acme/agents/lead.md
        ---
        name: lead
        notTools: Look
        ---
        Go.

    "#]],
    );
}

#[test]
fn a_tool_is_not_given_whole_for_a_part_of_it() {
    let text = "---\nname: lead\ntools: Look(src/**), Change\n---\nGo.\n";
    check(
        "/w/.acme/agents/lead.md",
        text,
        "bolt-next",
        &expect![[r#"
        /w/.bolt/agents/lead.toml
        # Only Acme reads:
        #   tools: Look(src/**)
        name = "lead"
        may = { "*" = "no", create = "yes", patch = "yes" }
        prompt = """
        Go.

        """
        left: tools "Look(src/**)": no way to limit the tool so, and all of it would be more
    "#]],
    );
}

#[test]
fn texts_of_every_sort_stay_the_same() {
    let text = "name = \"lead\"\nabout = \"\"\"\nOne: two\n\n  \"three\" # four 🦀\n\"\"\"\nprompt = \"\"\"\n設計: \\\\ \\\"\"\"\\\"\n\"\"\"\n";
    let text = check(
        "/w/.bolt/agents/lead.toml",
        text,
        "acme",
        &expect![[r#"
        /w/.acme/agents/lead.md
        ---
        name: lead
        description: |
          One: two

            "three" # four 🦀
        ---
        設計: \ """"
    "#]],
    );
    check(
        "/w/.acme/agents/lead.md",
        &text,
        "bolt-next",
        &expect![[r#"
            /w/.bolt/agents/lead.toml
            name = "lead"
            about = """
            One: two

              "three" # four 🦀
            """
            prompt = '''
            設計: \ """"

            '''
        "#]],
    );
}

fn refused(path: &str, text: &str, program: &str) -> ConvertError {
    let fixture = workspace(path, text);
    let (snapshot, file) = fixture.snapshot();
    convert(&snapshot, file, program).expect_err("it can't be converted")
}

#[test]
fn what_cannot_be_converted_says_why() {
    let at = "/w/.acme/agents/lead.md";
    assert_eq!(refused(at, LEAD, "acme"), ConvertError::SameProgram);
    let broken = "---\nname: [lead\n---\n";
    assert_eq!(refused(at, broken, "bolt-next"), ConvertError::Broken);
    let skill = refused("/w/.acme/skills/ship/SKILL.md", "x\n", "bolt-next");
    assert_eq!(
        skill.to_string(),
        "the program has no place of its own for files of the kind skill"
    );
}

#[test]
fn a_program_goes_by_its_id_its_title_and_a_word_of_them() {
    let fixture = workspace("/w/.acme/agents/lead.md", LEAD);
    let (snapshot, _) = fixture.snapshot();
    let named = |written| program_named(snapshot.dialects(), written).ok();
    assert_eq!(named("acme"), Some("acme"));
    assert_eq!(named("Bolt Next"), Some("bolt-next"));
    assert_eq!(named("bolt"), Some("bolt-next"));
    assert_eq!(named("nut"), None);
}

#[test]
fn an_editor_offers_the_programs_that_the_team_works_with() {
    let offered = |more: &str, at: usize| {
        let fixture = workspace("/w/.acme/agents/lead.md", &format!("{LEAD}{more}"));
        let (snapshot, file) = fixture.snapshot();
        let actions = code_actions(&snapshot, file, dossier_syntax::Span::empty(at));
        let conversions = actions
            .into_iter()
            .filter(|it| it.kind == ActionKind::Convert);
        let shown = conversions.map(|action| match action.change {
            Change::Create { path, .. } => format!("{}: {path}", action.title),
            other => format!("{other:?}"),
        });
        shown.collect::<Vec<_>>()
    };
    let other = "//- /w/.bolt/agents/other.toml\nname = \"other\"\n";
    let is_offered = ["Write this agent for Bolt Next: /w/.bolt/agents/lead.toml"];
    assert_eq!(offered(other, 2), is_offered);
    let chosen = "//- /w/dossier.toml\nreaders = [\"Bolt Next\"]\n";
    assert_eq!(offered(chosen, 2), is_offered);
    assert!(offered("", 2).is_empty());
    assert!(offered(other, LEAD.len() - 2).is_empty());
    let taken = "//- /w/.bolt/agents/lead.toml\nname = \"lead\"\n";
    assert!(offered(taken, 2).is_empty());
}

#[test]
fn what_has_no_counterpart_is_not_given_and_line_ends_stay() {
    let text = "---\r\nname: lead\r\ntools: Juggle\r\n---\r\nGo.\r\n";
    let fixture = workspace("/w/.acme/agents/lead.md", text);
    let (snapshot, file) = fixture.snapshot();
    let converted = convert(&snapshot, file, "bolt-next").expect("it can be converted");
    let begin = "# Only Acme reads:\r\n#   tools: Juggle\r\nname = \"lead\"\r\n\
        may = { \"*\" = \"no\" }\r\n";
    assert!(converted.text.starts_with(begin), "{}", converted.text);
    let ends = |end| converted.text.matches(end).count();
    assert_eq!(ends("\n"), ends("\r\n"));
}
