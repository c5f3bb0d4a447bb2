//! `--fix` and `--diff`.

use crate::{Team, complained, printed};

const WRONG: &str = "---\nname: a\ndescription: x\nmodle: opus\n---\nText.\n";
const RIGHT: &str = "---\nname: a\ndescription: x\nmodel: opus\n---\nText.\n";

#[test]
fn an_unsafe_fix_is_applied_only_when_asked_for() {
    let team = Team::new(&[("a.md", WRONG)]);
    let output = team.check(&["--fix"]);
    assert!(printed(&output).contains("0 findings fixed."));
    assert_eq!(team.read("a.md"), WRONG);

    let output = team.check(&["--fix", "--unsafe"]);
    let printed = printed(&output);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        printed.contains("Nothing found in 1 agent file"),
        "{printed}"
    );
    assert!(printed.contains("1 finding fixed."), "{printed}");
    assert_eq!(team.read("a.md"), RIGHT);
    let names = std::fs::read_dir(team.path("")).unwrap().count();
    assert_eq!(names, 1, "no temporary file is left");
}

#[test]
fn unsafe_alone_is_no_request() {
    let output = Team::new(&[]).check(&["--unsafe"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let with_mark = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let team = Team::new(&[("a.md", &with_mark(WRONG))]);
    team.check(&["--fix", "--unsafe"]);
    assert_eq!(team.read("a.md"), with_mark(RIGHT));
}

#[test]
fn a_diff_changes_nothing_and_fails_where_something_would_change() {
    let team = Team::new(&[("a.md", WRONG)]);
    let output = team.check(&["--diff", "--unsafe"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        printed(&output),
        "--- a/.claude/agents/a.md\n\
         +++ b/.claude/agents/a.md\n\
         @@ -1,6 +1,6 @@\n ---\n name: a\n description: x\n\
         -modle: opus\n+model: opus\n ---\n Text.\n"
    );
    assert_eq!(team.read("a.md"), WRONG);

    let output = team.check(&["--diff"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(printed(&output), "");
}

#[test]
fn a_read_only_file_is_said_and_the_others_are_fixed() {
    let team = Team::new(&[
        ("a.md", WRONG),
        ("b.md", &WRONG.replace("name: a", "name: b")),
    ]);
    let path = team.path("a.md");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let output = team.check(&["--fix", "--unsafe"]);
    assert_eq!(output.status.code(), Some(2));
    let said = complained(&output);
    assert!(said.contains("a.md: the file is read-only"), "{said}");
    assert_eq!(team.read("a.md"), WRONG);
    assert!(team.read("b.md").contains("model: opus"));
    // What could not be written is not fixed, and is found still.
    let printed = printed(&output);
    assert!(printed.contains("a.md: 1 warning"), "{printed}");
    assert!(printed.contains("\n1 finding fixed."), "{printed}");
}

/// Fixes a team where no file may get larger than four blocks of 512 bytes, or of 1,024.
#[cfg(unix)]
fn fix_within_a_limit(team: &Team) -> std::io::Result<std::process::Output> {
    let check = team.command(&["check", "--fix", "--unsafe"]);
    std::process::Command::new("sh")
        .args(["-c", "ulimit -f 4 && exec \"$0\" \"$@\""])
        .arg(check.get_program())
        .args(check.get_args())
        .envs(
            check
                .get_envs()
                .filter_map(|(key, value)| Some((key, value?))),
        )
        .current_dir(team.0.path())
        .output()
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_get_so_large_is_said_and_left_as_it_is() {
    let wrong = format!("{WRONG}{}", "Text.\n".repeat(1_000));
    let team = Team::new(&[("a.md", &wrong)]);
    let output = fix_within_a_limit(&team).unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = complained(&output);
    assert!(
        said.contains("a.md: ") && said.contains("; left as it is"),
        "{said}"
    );
    assert_eq!(team.read("a.md"), wrong);
    let names = std::fs::read_dir(team.path("")).unwrap().count();
    assert_eq!(names, 1, "no temporary file is left");
}

#[cfg(unix)]
#[test]
fn a_file_with_several_names_that_may_not_get_so_large_is_as_it_was() {
    // The longest that either limit allows, and a fix that makes it longer by a letter.
    for limit in [2_048, 4_096] {
        let short = WRONG.replace("modle", "modl");
        let wrong = format!("{short}{}", "x".repeat(limit - short.len()));
        let team = Team::new(&[("a.md", &wrong)]);
        std::fs::hard_link(team.path("a.md"), team.0.path().join("other")).unwrap();
        let output = fix_within_a_limit(&team).unwrap();
        let is_fixed = output.status.code() == Some(0);
        let expected = match is_fixed {
            true => wrong.replace("modl", "model"),
            false => wrong,
        };
        assert_eq!(team.read("a.md"), expected);
        let said = complained(&output);
        assert!(is_fixed || said.contains("; left as it is"), "{said}");
        let names = std::fs::read_dir(team.path("")).unwrap().count();
        assert_eq!(names, 1, "no temporary file is left");
    }
}

#[cfg(unix)]
#[test]
fn a_file_with_a_link_to_it_is_reported_once_and_fixed_once() {
    // Beside the links that programs know, the file itself is one by what it says.
    let wrong = WRONG.replace("modle: opus", "tools: Read\nmodle: opus");
    let team = Team::new(&[]);
    let shared = team.0.path().join("agents");
    std::fs::create_dir(&shared).unwrap();
    std::fs::write(shared.join("b.md"), &wrong).unwrap();
    std::os::unix::fs::symlink("../../agents/b.md", team.path("a.md")).unwrap();
    let found = printed(&team.check(&[]));
    assert!(found.contains("\n1 warning in 1 agent file\n"), "{found}");
    assert!(found.contains(".claude/agents/a.md: 1 warning"), "{found}");

    let output = team.check(&["--fix", "--unsafe"]);
    assert_eq!(complained(&output), "");
    assert_eq!(output.status.code(), Some(0));
    let fixed = printed(&output);
    assert!(
        fixed.contains("Nothing found in 1 agent file\n1 finding fixed."),
        "{fixed}"
    );
    assert!(team.path("a.md").is_symlink());
    let text = std::fs::read_to_string(shared.join("b.md")).unwrap();
    assert_eq!(text, wrong.replace("modle", "model"));
    let again = team.check(&["--fix", "--unsafe", "agents"]);
    assert_eq!(std::fs::read_to_string(shared.join("b.md")).unwrap(), text);
    assert_eq!(again.status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_its_target_is_written_with_its_permissions() {
    use std::os::unix::fs::PermissionsExt as _;

    let team = Team::new(&[]);
    let target = team.0.path().join("shared.txt");
    std::fs::write(&target, WRONG).unwrap();
    std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&target, team.path("a.md")).unwrap();
    team.check(&["--fix", "--unsafe"]);
    assert!(team.path("a.md").is_symlink());
    assert_eq!(std::fs::read_to_string(&target).unwrap(), RIGHT);
    let mode = std::fs::metadata(&target).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn a_file_that_is_not_utf_8_is_checked_and_never_written() {
    let team = Team::new(&[("b.md", &WRONG.replace("name: a", "name: b"))]);
    let bytes = [WRONG.as_bytes(), b"\xff\n"].concat();
    team.write("a.md", &bytes);
    let output = team.check(&["--fix", "--unsafe"]);
    let said = complained(&output);
    assert!(said.contains("a.md: not UTF-8"), "{said}");
    assert!(printed(&output).contains("1 warning in 2 agent files"));
    assert_eq!(std::fs::read(team.path("a.md")).unwrap(), bytes);
    assert!(team.read("b.md").contains("model: opus"));
}

#[test]
fn no_file_is_made_that_lies_elsewhere_in_the_repository() {
    let linked = RIGHT.replace("Text.", "See [the guide](guide.md) and [more](more.md).");
    let team = Team::new(&[("a.md", &linked)]);
    let root = team.path("../..");
    std::fs::create_dir_all(root.join("docs")).unwrap();
    std::fs::write(root.join("docs/guide.md"), "Text.\n").unwrap();
    team.check(&["--fix", "--unsafe"]);
    assert!(!team.path("guide.md").exists());
    assert!(team.path("more.md").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_goes_into_what_is_no_file_and_through_links() {
    let team = Team::new(&[("a.md", "---\nname: a\ndescription: D.\ntools: Raed\n---\n")]);
    let report = |path: &str| team.check(&["--format", "json", "--output", path]);
    std::os::unix::fs::symlink("report.json", team.0.path().join("link.json")).expect("a link");
    assert_eq!(complained(&report("link.json")), "");
    let kind = |name: &str| {
        let metadata = std::fs::symlink_metadata(team.0.path().join(name));
        metadata.expect("it is there").file_type()
    };
    assert!(kind("link.json").is_symlink() && kind("report.json").is_file());
    assert!(printed(&report("/dev/stdout")).starts_with('{'));
    let full = report("/dev/full");
    assert_eq!(full.status.code(), Some(2));
    assert!(
        complained(&full).starts_with("dossier: /dev/full: No space left"),
        "{full:?}"
    );
    let baseline = team.check(&["--baseline", "/dev/full", "--update-baseline"]);
    let no_file = "dossier: /dev/full: not a regular file\n";
    assert_eq!(complained(&baseline), no_file);
}
