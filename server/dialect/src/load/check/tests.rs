//! Rows that each are as their type wants them, and what is wrong with them together.

use crate::load::tables;

/// Agents in Markdown, and commands in TOML.
const PROGRAM: &str = r#"
[program]
id = "acme"
title = "Acme"
checked = "2026-01-01"
docs = ""
[sources.X]
title = "x"
[[kind]]
id = "agent"
[[kind]]
id = "command"
format = "toml"
"#;

/// The rows with what every row must have, so that examples can do without.
fn whole(rows: &str) -> String {
    let lines = rows.lines().map(|line| {
        let more = match line {
            "[[kind]]" => "title = ''\nsource = 'X'\n",
            "[config]" | "[plugins]" | "[mcp]" | "[hook-shape]" | "[model-names]"
            | "[[mcp-file]]" | "[[listing]]" => "source = 'X'\n",
            "[[silent-tool]]" => "",
            _ if line.starts_with("[[") => "doc = ''\nsource = 'X'\n",
            _ => "",
        };
        format!("{line}\n{more}")
    });
    lines.collect()
}

fn load(rows: &str) -> Result<(), String> {
    let (program, rows) = (whole(PROGRAM), whole(rows));
    let files = [("acme/program.toml", &*program), ("acme/rows.toml", &*rows)];
    tables(Vec::new(), files)
        .map(|_| ())
        .map_err(|error| error.to_string())
}

/// The rows don't load, for that reason.
fn refused(rows: &str, expected: &str) {
    assert_eq!(load(rows), Err(format!("acme/rows.toml: {expected}")));
}

fn accepted(rows: &str) {
    assert_eq!(load(rows), Ok(()));
}

/// A field of agents.
fn field(name: &str, shape: &str) -> String {
    format!("[[field]]\nname = \"{name}\"\nkinds = [\"agent\"]\nshape = \"{shape}\"\n")
}

#[test]
fn a_field_has_a_name() {
    refused(
        &field("", "text"),
        "the field `` has an empty `name`: say what is written in files",
    );
    refused(
        &field("x.", "text"),
        "the field `x.` has nothing on one side of a dot: write `outer.inner`",
    );
    refused(
        &(field("x", "map of map") + &field("x.*", "text")),
        "the field `x.*` has `*` at an end, which stands for any key in between: write \
         `outer.*.inner`",
    );
}

#[test]
fn a_colour_is_that_of_a_value() {
    let colors = "values = [{ value = 'red', doc = '' }]\n[field.colors]\nsource = 'X'\n";
    let with = |rgb: &str| format!("{}{colors}rgb = {{ {rgb} }}\n", field("x", "enum"));
    accepted(&with("red = '#dc2626'"));
    refused(
        &with("rde = '#dc2626'"),
        "the field `x` has a colour for `rde`, which is none of its `values`: add it there, or \
         take it away",
    );
    assert!(load(&with("red = 'dark'")).is_err_and(|it| it.contains("`dark` is no colour")));
}

#[test]
fn what_takes_tools_away_is_a_map_and_says_by_what() {
    let takes = |name: &str, shape: &str, more: &str| {
        field(name, shape) + "[field.takes-tools]\nsource = 'X'\n" + more
    };
    let first = takes("may", "map", "values = ['no']\n");
    accepted(
        &(first.clone()
            + &takes("can", "enum or map", "values = ['no']\nover = 'may'\n").replace(
                "[field.takes",
                "values = [{ value = 'no', doc = '' }]\n[field.takes",
            )),
    );
    refused(
        &takes("may", "text", "values = ['no']\n"),
        "the field `may` has [field.takes-tools], and is no map at the top",
    );
    refused(
        &takes("may", "map", "values = []\n"),
        "the field `may` takes no tool away: name what does in `values`",
    );
    refused(
        &(first + &takes("can", "map", "values = ['no']\nover = 'must'\n")),
        "the field `can` is read after `must`, which has no [field.takes-tools] or is itself read after \
         another: name one in `over`",
    );
}

#[test]
fn a_nested_field_lies_in_one_that_holds_maps() {
    for (shape, name) in [
        ("map", "x.y"),
        ("list of map", "x.y"),
        ("text or map", "x.y"),
        ("any", "x.y"),
        ("map of map", "x.*.y"),
        ("list of server or map of map", "x.*.y"),
    ] {
        accepted(&(field("x", shape) + &field(name, "text")));
    }
    for (shape, name, expected) in [
        (
            "text",
            "x.y",
            "holds no fields: make that `map`, `list of map` or `map of map`",
        ),
        (
            "list of text",
            "x.y",
            "holds no fields: make that `map`, `list of map` or `map of map`",
        ),
        (
            "map of text",
            "x.*.y",
            "holds no fields: make that `map`, `list of map` or `map of map`",
        ),
        ("map of map", "x.y", "takes any key: write `x.*.y`"),
        (
            "map",
            "x.*.y",
            "has no keys but its own: write `x.y`, or make that `map of map`",
        ),
    ] {
        refused(
            &(field(name, "text") + &field("x", shape)),
            &format!("the field `{name}` is nested in `x`, whose shape `{shape}` {expected}"),
        );
    }
}

#[test]
fn what_took_a_field_s_place_is_another_field_of_the_same_files() {
    let old = field("old", "text") + "replaced-by = ['new']\n";
    refused(
        &old,
        "the field `old` was replaced by `new`, which is no other field of the kind `agent` in \
         `markdown`: name one in `replaced-by`",
    );
    accepted(&(old + &field("new", "text")));
}

#[test]
fn an_old_place_says_what_to_do_instead() {
    let kind = "[[kind]]\nid = 'rule'\n";
    let refusal = "the kind `rule` has `old-paths` without [kind.faults.old-place], or that \
                   without `old-paths`: each needs the other";
    let old = "old-paths = ['**/.acmerules']\n";
    let fault = "[kind.faults.old-place]\nseverity = 'hint'\nsays = 'Move it.'\n";
    refused(&format!("{kind}{old}"), refusal);
    refused(&format!("{kind}{fault}"), refusal);
    accepted(&format!("{kind}{old}{fault}"));
}

#[test]
fn a_silent_tool_is_a_tool() {
    let tool = "[[tool]]\nname = 'look'\n[[tool]]\nname = 'watch'\nalso = ['see']\n";
    let row = |names: &str| {
        format!("{tool}[[silent-tool]]\n{names}\nseverity = 'hint'\nsays = ''\nsource = 'X'\n")
    };
    accepted(&row("tools = ['see']\nbeside = ['look']"));
    for names in [
        "tools = ['loook']\nbeside = ['watch']",
        "tools = ['watch']\nbeside = ['loook']",
    ] {
        refused(
            &row(names),
            "a silent-tool names `loook`, which is no tool: name one",
        );
    }
}

#[test]
fn a_name_is_one_tool_s_alone() {
    refused(
        "[[tool]]\nname = 'look'\n[[tool]]\nname = 'read'\nalso = ['look']",
        "the tool `look` has another row, in acme/rows.toml: keep one",
    );
}

#[test]
fn a_nested_field_lies_in_one_of_the_same_files() {
    refused(
        &field("x.y", "text"),
        "the field `x.y` is nested in `x`, which has no row for the kind `agent` in `markdown`: \
         add one",
    );
    refused(
        r#"
[[field]]
name = "x"
kinds = ["command"]
shape = "map"
[[field]]
name = "x.y"
kinds = ["command", "agent"]
shape = "text"
"#,
        "the field `x.y` is nested in `x`, which has no row for the kind `agent` in `markdown`: \
         add one",
    );
    refused(
        r#"
[[kind]]
id = "agent"
format = "toml"
[[field]]
name = "x"
kinds = ["agent"]
formats = ["markdown"]
shape = "map"
[[field]]
name = "x.y"
kinds = ["agent"]
shape = "text"
"#,
        "the field `x.y` is nested in `x`, which has no row for the kind `agent` in `toml`: add one",
    );
}

#[test]
fn a_field_is_for_kinds_and_formats_that_have_rows() {
    refused(
        "[[field]]\nname = \"x\"\nkinds = [\"rule\"]\nshape = \"text\"",
        "the field `x` is a field of the kind `rule`, which has no row: add one, or take it out of \
         `kinds`",
    );
    refused(
        "[[field]]\nname = \"x\"\nkinds = []\nshape = \"text\"",
        "the field `x` is for no kind: name some in `kinds`",
    );
    refused(
        &(field("x", "text") + "formats = [\"toml\"]"),
        "the field `x` is for `toml`, in which no kind of it is written: take that out of `formats`",
    );
}

#[test]
fn a_field_takes_some_values() {
    accepted(&(field("x", "enum") + "values = [{ value = \"a\", doc = \"\" }]"));
    refused(
        &field("x", "list of enum"),
        "the field `x` has the shape `enum` and no values: list them in `values`",
    );
    accepted(&(field("x", "integer") + "min = 3\nmax = 3"));
    refused(
        &(field("x", "integer") + "min = 3\nmax = 2"),
        "the field `x` takes no number: its `min` 3 is greater than its `max` 2",
    );
}

#[test]
fn what_the_program_does_without_a_field_is_said_of_required_ones() {
    refused(
        &(field("x", "text") + "[field.missing]\nseverity = \"error\"\nsays = \"\""),
        "the field `x` need not be there, but has [field.missing]: say `required = true` or \
         `required-with`, or take that away",
    );
}

#[test]
fn a_field_counts_beside_one_of_the_same_files() {
    let beside_x = field("y", "text") + "only-with = { field = \"x\", value = \"a\" }\n";
    accepted(&(field("x", "text") + &beside_x));
    refused(
        &beside_x,
        "the field `y` counts only with `x`, which is no field at the top of the kind `agent` in \
         `markdown`: name one in `only-with`",
    );
}

#[test]
fn a_field_is_dispensable_with_one_of_the_same_files() {
    let unless_x = "required-unless = [\"x\"]\n";
    let required = field("y", "text") + "required = true\n" + unless_x;
    accepted(&(field("x", "text") + &required));
    refused(
        &required,
        "the field `y` is dispensable with `x`, which is no field at the top of the kind `agent` \
         in `markdown`: name one in `required-unless`",
    );
    refused(
        &(field("x", "text") + &field("y", "text") + unless_x),
        "the field `y` need not be there, but has `required-unless`: say `required = true`, or \
         take that away",
    );
}

#[test]
fn a_misnomer_means_a_field() {
    let misnomer = "[[misnomer]]\nkinds = [\"agent\"]\nwritten = \"modle\"\nmeans = \"model\"\n";
    accepted(&(field("model", "model") + misnomer));
    // What shows that nothing else is meant may be another program's field.
    accepted(
        &(field("model", "model") + misnomer + "unless = { field = \"theirs\", value = \"a\" }"),
    );
    refused(
        misnomer,
        "the misnomer `modle` means `model`, which is no field of the kind `agent`: name one in \
         `means`",
    );
}

#[test]
fn a_row_stands_once() {
    refused(
        &(field("x", "text") + &field("x", "word")),
        "the field `x` has another row for the kind `agent` in `markdown`, in acme/rows.toml: keep \
         one",
    );
    accepted(
        &(field("x", "text")
            + "[[field]]\nname = \"x\"\nkinds = [\"command\"]\nshape = \"word\"\n"),
    );
    refused(
        "[[tool]]\nname = \"run\"\n[[old-tool]]\nname = \"run\"\nstate = \"removed\"",
        "the tool `run` has another row, in acme/rows.toml: keep one",
    );
    refused(
        "[[model]]\nname = \"large\"\nkinds = [\"agent\"]\n[[model]]\nname = \"large\"",
        "the model `large` has another row, in acme/rows.toml: keep one",
    );
}

#[test]
fn a_former_tool_leads_to_a_tool() {
    let old = |more: &str| format!("[[old-tool]]\nname = \"sh\"\nstate = \"renamed\"\n{more}\n");
    accepted(&("[[tool]]\nname = \"run\"\n".to_owned() + &old("now = \"run\"")));
    accepted(&("[[tool]]\nname = \"run/*\"\n".to_owned() + &old("now = \"run/shell\"")));
    accepted("[[old-tool]]\nname = \"sh\"\nstate = \"removed\"");
    refused(
        &old(""),
        "the old tool `sh` is renamed, and nothing says to what: name the tool in `now`",
    );
    refused(
        &old("now = \"rnu\""),
        "the old tool `sh` is called `rnu` today, which is no tool: name one in `now`",
    );
}

#[test]
fn a_tool_names_tools_and_fields() {
    refused(
        "[[tool]]\nname = \"run\"\nruled-by = \"rnu\"",
        "the tool `run` is ruled by `rnu`, which is no tool: name one in `ruled-by`",
    );
    refused(
        "[[tool]]\nname = \"run\"\nsubagents-with = { field = \"mode\", value = \"a\" }",
        "the tool `run` is given to subagents with `mode`, which is no field of an agent: name one \
         in `subagents-with`",
    );
}

/// Skills in that format, with that body and some fields.
fn body(format: &str, body: &str) -> String {
    format!(
        r#"
[[kind]]
id = "skill"
format = "{format}"
body = "{body}"
[[field]]
name = "prompt"
kinds = ["skill"]
shape = "text"
[[field]]
name = "steps"
kinds = ["skill"]
shape = "list of map"
[[field]]
name = "steps.text"
kinds = ["skill"]
shape = "text"
"#
    )
}

#[test]
fn a_body_is_a_text_at_the_top_of_the_same_file() {
    accepted(&body("toml", "prompt"));
    for (format, name, expected) in [
        (
            "markdown",
            "prompt",
            "has `body = \"prompt\"`, but in `markdown` the body stands below the fields: take it \
             away",
        ),
        (
            "json",
            "prmopt",
            "has the body `prmopt`, which is no field of it in `json`: add the field's row",
        ),
        (
            "json",
            "steps",
            "has the body `steps`, whose shape is `list of map`: make that `text`",
        ),
        (
            "toml",
            "steps.text",
            "has the body `steps.text`, which is nested: name a field at the top",
        ),
    ] {
        refused(&body(format, name), &format!("the kind `skill` {expected}"));
    }
    refused(
        &(body("toml", "prompt").replace("\"text\"\n", "\"text\"\nformats = [\"markdown\"]\n")
            + "[[kind]]\nid = \"skill\"\n"),
        "the kind `skill` has the body `prompt`, which is no field of it in `toml`: add the field's \
         row",
    );
}

#[test]
fn places_can_be_found() {
    let skill = |places: &str| format!("[[kind]]\nid = \"skill\"\n{places}\n");
    accepted(&skill(
        "paths = [\"**/.acme/*.md\", \"/etc/acme/*.md\", \"C:/acme/*.md\"]",
    ));
    accepted(&(skill("config-paths = [\"s/*.md\"]") + "[config]\nfolder = \".acme\""));
    for (places, expected) in [
        (
            "reads = [\"**/[ab.md\"]",
            "has a broken glob in `reads`: error parsing glob '**/[ab.md': unclosed character \
             class; missing ']'",
        ),
        (
            "paths = [\".acme/*.md\"]",
            "has `.acme/*.md` in `paths`, which no whole path matches: write `**/.acme/*.md`",
        ),
        (
            "config-paths = [\"s/*.md\"]",
            "has `config-paths`, and there is no folder that they lie in: add [config]",
        ),
        (
            "config-paths = [\"**/s/*.md\"]\n[config]\nfolder = \".acme\"",
            "has `**/s/*.md` in `config-paths`, of which nothing is read: let it start with the \
             name of a file or folder under [config]",
        ),
        (
            "plugin-paths = [\"s/*.md\"]",
            "has `plugin-paths`, and nothing says what a plugin is: add [plugins]",
        ),
    ] {
        refused(&skill(places), &format!("the kind `skill` {expected}"));
    }
}

#[test]
fn servers_can_be_told_from_tools() {
    refused(
        "[mcp]\nseparator = \"\"",
        "[mcp] has an empty `separator`: say what stands between server and tool",
    );
    refused(
        "[mcp]\nseparator = \"/\"\nbare-server = true",
        "[mcp] has `bare-server` without a `prefix`: take it away",
    );
    refused(
        "[[mcp-file]]\npath = \"**/mcp.toml\"\nservers = \"servers\"",
        "the mcp-file `**/mcp.toml` is read as JSON alone: let it end in `.json`",
    );
    refused(
        "[[mcp-file]]\npath = \"mcp.json\"\nservers = \"servers\"",
        "the mcp-file `mcp.json` is matched by no whole path: write `**/mcp.json`",
    );
}

#[test]
fn entries_of_settings_are_of_a_kind_that_the_program_has() {
    let listing = |path: &str, kind: &str| {
        format!("[[listing]]\npaths = [\"{path}\"]\nkey = \"agent\"\nkind = \"{kind}\"\n")
    };
    accepted(&listing("**/acme.jsonc", "agent"));
    refused(
        &listing("**/acme.json", "skill"),
        "the listing of `agent` is of the kind `skill`, which is none of the program's that has \
         a name",
    );
    refused(
        &listing("**/acme.yaml", "agent"),
        "the listing `**/acme.yaml` is read as JSON alone: let it end in `.json`",
    );
    refused(
        &listing("acme.json", "agent"),
        "the listing `acme.json` is matched by no whole path: write `**/acme.json`",
    );
}

#[test]
fn hooks_are_checked_with_all_that_they_may_be() {
    let event = "[[hook-event]]\nname = \"start\"\nmatches = \"none\"\n";
    let handler = "[[hook-handler]]\ntype = \"command\"\n";
    let shape = "[hook-shape]\nmatcher = \"m\"\nhandlers = \"h\"\nkind = \"t\"\nnumbers = []\n\
                 for-tools = []\nfor-skills = []\nlist-characters = \"\"\n";
    accepted(&[event, handler, shape].concat());
    // They are offered and explained.
    accepted(event);
    refused(
        &[event, handler].concat(),
        "the hook-handler `command` is never read without [hook-shape]: say there how hooks are \
         written",
    );
    refused(
        &[shape, handler].concat(),
        "[hook-shape] has hooks checked, and without any [[hook-event]] each is reported: add rows, \
         or take [hook-shape] away",
    );
}

#[test]
fn a_broken_glob_over_models_names_its_file() {
    refused(
        "[model-names]\naccepts = [\"acme-[\"]",
        "[model-names] has a broken glob in `accepts`: error parsing glob 'acme-[': unclosed \
         character class; missing ']'",
    );
}

/// Why a second program doesn't load whose section has these keys too.
fn second(first: &str, keys: &str) -> String {
    let program = |id: &str, keys: &str| {
        format!(
            "[program]\nid = \"{id}\"\ntitle = \"\"\nchecked = \"2026-01-01\"\ndocs = \"\"\n{keys}"
        )
    };
    let (first, second) = (program("acme", first), program("zeta", keys));
    let files = [("acme/a.toml", &*first), ("zeta/z.toml", &*second)];
    tables(Vec::new(), files)
        .map(|_| ())
        .unwrap_err()
        .to_string()
}

#[test]
fn what_only_one_program_may_be_names_the_other() {
    let by_shape = "by-shape = [\"md\"]";
    assert_eq!(
        second(by_shape, by_shape),
        "zeta/z.toml: only one program may have `by-shape`, and acme/a.toml has it"
    );
    let unknown = "role = \"unknown\"";
    assert_eq!(
        second(unknown, unknown),
        "zeta/z.toml: only one program may have the role `unknown`, and acme/a.toml has it"
    );
    assert_eq!(
        second("", "vocabulary = \"amce\""),
        "zeta/z.toml: there is no program `amce` to take the vocabulary of: name a folder"
    );
}

#[test]
fn what_must_be_there_beside_another_field_stands_with_it() {
    let with = |name: &str, other: &str| {
        field(name, "text") + &format!("required-with = {{ field = \"{other}\", value = \"x\" }}\n")
    };
    accepted(&(field("mode", "word") + &with("files", "mode")));
    accepted(
        &(field("rules", "list of map")
            + &field("rules.mode", "word")
            + &with("rules.files", "mode")),
    );
    accepted(
        &(field("mode", "word")
            + &with("files", "mode")
            + "[field.missing]\nseverity = \"hint\"\nsays = \"\"\n"),
    );
    refused(
        &with("files", "mode"),
        "the field `files` must be there with `mode`, which is no field of the kind `agent` in \
         `markdown`: name one beside it in `required-with`",
    );
}
