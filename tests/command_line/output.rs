//! What stands in files is shown, and speaks to no terminal and no runner that reads a log.

use std::fs;

use super::Team;

/// What a terminal, an eye or a runner would obey: a title, hidden text, a cursor that moves, text
/// that runs backwards, commands of GitHub's runner and of others.
const HOSTILE: &str = "x\u{1b}]0;PWNED\u{7}\u{1b}[8m\u{9b}2J\u{202e}\u{200f}\u{7f}\r\n::error::PWNED\n  \
    ::add-mask::x\n##[error]PWNED\n##vso[task.complete]x";

/// The same as a part of a quoted text in YAML, TOML or JSON.
fn quoted(text: &str) -> String {
    let escapes = text.chars().map(|c| match c.is_ascii_control() {
        true => format!("\\u{:04x}", u32::from(c)),
        false => c.to_string(),
    });
    escapes.collect()
}

/// A team that has it everywhere: in names of files, folders, agents, fields, tools, models,
/// servers and rules, in descriptions, bodies and links.
fn hostile() -> Team {
    let team = Team::new(&[]);
    let put = |path: &str, text: &str| {
        let path = team.0.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    let name = HOSTILE.replace('/', "_");
    let text = quoted(HOSTILE);
    put(
        &format!(".claude/agents/{name}.md"),
        &format!(
            "---\nname: \"a{text}\"\ndescription: \"{text}\"\ntools: [\"Raed{text}\", \"mcp__s{text}__t\"]\n\
             model: \"{text}\"\n\"field{text}\": \"{text}\"\npermissionMode: \"{text}\"\nhooks:\n  \
             \"PreTool{text}\": []\nskills: [\"{text}\"]\n---\n# {HOSTILE}\n\nUse `a{HOSTILE}` and \
             [it](./{name}.md#x), [none](none{HOSTILE}).\n"
        ),
    );
    put(
        ".claude/agents/raw.md",
        &format!(
            "---\nname: raw\ndescription: a: {HOSTILE}\ntools: Raed\u{1b}[8m, Bash\n---\n{HOSTILE}\n"
        ),
    );
    put(
        &format!(".claude/skills/{name}/SKILL.md"),
        &format!(
            "---\nname: \"{text}\"\ndescription: \"{text}\"\nallowed-tools: Raed\n---\n{HOSTILE}\n"
        ),
    );
    put(
        &format!(".claude/commands/{name}/go.md"),
        &format!("---\ndescription: \"{text}\"\nargument-hint: \"{text}\"\n---\n!`{HOSTILE}`\n"),
    );
    put(
        ".mcp.json",
        &format!("{{\"mcpServers\": {{\"s{text}\": {{\"command\": \"{text}\"}}}}}}"),
    );
    put(
        ".claude-plugin/plugin.json",
        &format!("{{\"name\": \"{text}\", \"agents\": [\"./{text}\"], \"x{text}\": 1}}"),
    );
    put(
        "dossier.toml",
        &format!(
            "exclude = [\"none{text}\"]\n[rules]\n\"no-rule{text}\" = \"off\"\nunknown-tool = \"{text}\"\n"
        ),
    );
    team
}

/// Nothing of what came out is obeyed. `has_commands` is true where lines of ours are commands, and
/// `has_styles` where there may be colours.
fn assert_harmless(what: &str, out: &[u8], has_commands: bool, has_styles: bool) {
    let out = String::from_utf8(out.to_vec()).expect("what is printed is UTF-8");
    let styles = regex::Regex::new("\u{1b}\\[(0|1|[349][0-7]|38;5;[0-9]+)?m").expect("a pattern");
    let plain = match has_styles {
        true => styles.replace_all(&out, "").into_owned(),
        false => out,
    };
    let hidden = plain.chars().find(|&c| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    });
    assert_eq!(hidden, None, "{what}: {plain}");
    for line in plain.lines() {
        let is_command = line.trim_start().starts_with("::");
        let is_ours = has_commands
            && ["error", "warning", "notice"]
                .iter()
                .any(|level| line.starts_with(&format!("::{level} file=")));
        assert!(!is_command || is_ours, "{what}: {line}");
        assert!(has_commands || !line.contains("##["), "{what}: {line}");
        assert!(!line.contains("##vso["), "{what}: {line}");
    }
}

#[test]
fn no_name_speaks_to_the_terminal() {
    let team = hostile();
    let agent = format!(".claude/agents/{}.md", HOSTILE.replace('/', "_"));
    let place = format!("{agent}:1:1");
    let mention = ".claude/agents/raw.md:3:10";
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for format in ["human", "concise", "github", "gitlab", "sarif", "json"] {
        for more in [
            &[][..],
            &["--statistics"],
            &["--color", "always"],
            &["--fail-on-empty", "--baseline", HOSTILE],
            &["--baseline", "accepted.json", "--update-baseline"],
        ] {
            runs.push([&["check", "--show", "hint", "--format", format], more].concat());
        }
    }
    runs.extend([
        vec!["check", "--diff", "--unsafe"],
        vec!["check", HOSTILE],
        vec!["check", "--rule", HOSTILE],
        vec!["check", "--output", HOSTILE, "none"],
        vec!["check", "--format", HOSTILE],
        vec![
            "check",
            "--output",
            "folder/\u{1b}[8m\n::error::x/../../dev/none/none",
        ],
        vec![HOSTILE],
        vec!["graph"],
        vec!["graph", "--format", "html"],
        vec!["graph", "--format", "svg"],
        vec!["graph", "--format", "mermaid"],
        vec!["graph", "--format", "dot"],
        vec!["rules"],
        vec!["rules", "--category", HOSTILE],
        vec!["rules", "--format", "json"],
        vec!["explain", HOSTILE],
        vec!["explain", "unknown-tool"],
        vec!["doctor", &agent],
        vec!["doctor", "--format", "json", &agent],
        vec!["doctor", HOSTILE],
        vec!["explain-mention", &place],
        vec!["explain-mention", mention],
        vec!["explain-mention", "--format", "json", mention],
        vec!["explain-mention", HOSTILE],
        vec!["tour", "."],
        vec!["tour", HOSTILE],
        vec!["setup"],
    ]);
    for run in runs {
        let output = team.command(&run).output().expect("the program starts");
        let is_github = run.contains(&"github") && !run.contains(&"--statistics");
        let has_styles = run.contains(&"always");
        let what = format!("{run:?}");
        assert_harmless(
            &format!("{what}, output"),
            &output.stdout,
            is_github,
            has_styles,
        );
        assert_harmless(
            &format!("{what}, errors"),
            &output.stderr,
            false,
            has_styles,
        );
        assert!(
            !output.stdout.is_empty() || !output.stderr.is_empty(),
            "{what}"
        );
    }
    // It does change the files.
    let fixed = team.check(&["--fix", "--unsafe"]);
    assert_harmless("fixed", &fixed.stdout, false, false);
    assert_harmless("fixed, errors", &fixed.stderr, false, false);
}

#[test]
fn a_patch_in_a_file_holds_what_the_files_hold() {
    let agent = "---\nname: a\ndescription: does this: and that\n---\n::x \u{1b}[1m\u{200f}\n";
    let team = Team::new(&[("a.md", agent)]);
    let shown = super::printed(&team.check(&["--diff"]));
    assert!(shown.contains("\n \\x3a:x \\x1b[1m\\u{200f}\n"), "{shown}");
    team.check(&["--diff", "--output", "a.patch"]);
    let patch = fs::read_to_string(team.0.path().join("a.patch")).expect("a patch");
    assert!(patch.contains("\n ::x \u{1b}[1m\u{200f}\n"), "{patch}");
}
