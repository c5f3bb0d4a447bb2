//! A file has the same findings by whatever path it is asked for.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use super::input::check_as;
use super::{Team, complained, printed};

const WRONG: &str = "---\nname: a\ndescription: Reviews.\ntools: Reda\n---\nReview.\n";

impl Team {
    /// A repository with files and links: the path of each, and what it holds or leads to.
    fn linked(files: &[(&str, &str)], links: &[(&str, &str)]) -> Self {
        let team = Self::new(&[]);
        fs::remove_dir(team.0.path().join(".claude/agents")).expect("an empty folder");
        for (path, text) in files {
            fs::write(team.made(path), text).expect("a file");
        }
        for (path, target) in links {
            symlink(target, team.made(path)).expect("a link");
        }
        team
    }

    fn made(&self, path: &str) -> PathBuf {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        path
    }

    /// What a check of each path says is the same, and what it says.
    fn found(&self, paths: &[&str]) -> String {
        let found = |path: &str| {
            let output = self.check(&["--format", "concise", "--show", "hint", path]);
            assert_eq!(complained(&output), "", "{path}");
            printed(&output)
        };
        let all = found(".");
        for path in paths {
            assert_eq!(found(path), all, "{path}");
        }
        all
    }

    fn doctor(&self, path: &str) -> String {
        printed(
            &self
                .command(&["doctor", path])
                .output()
                .expect("the program starts"),
        )
    }
}

#[test]
fn a_linked_folder_is_checked_alike_from_both_sides() {
    let team = Team::linked(
        &[("agents/a.md", WRONG)],
        &[(".claude/agents", "../agents")],
    );
    let found = team.found(&[
        ".claude",
        ".claude/agents",
        ".claude/agents/a.md",
        "agents",
        "agents/a.md",
    ]);
    assert!(
        found.starts_with("agents/a.md:4:8: error[unknown-tool]"),
        "{found}"
    );
    assert_eq!(found.lines().count(), 1, "{found}");
}

#[test]
fn a_linked_file_is_checked_alike_from_both_sides() {
    let links = [(".claude/agents/a.md", "../../shared/a.md")];
    let team = Team::linked(&[("shared/a.md", WRONG)], &links);
    let found = team.found(&[".claude", ".claude/agents/a.md", "shared", "shared/a.md"]);
    assert!(found.contains("error[unknown-tool]"), "{found}");
    assert_eq!(found.lines().count(), 1, "{found}");
    let doctor = team.doctor("shared/a.md");
    assert!(!doctor.contains("no program looks for it"), "{doctor}");
    assert!(doctor.contains(".claude/agents/a.md"), "{doctor}");
}

#[test]
fn two_links_to_one_file_are_no_two_agents() {
    let links = [
        (".claude/agents/a.md", "../../shared/a.md"),
        (".claude/agents/b.md", "../../shared/a.md"),
    ];
    let team = Team::linked(&[("shared/a.md", WRONG)], &links);
    let found = team.found(&[".claude/agents/b.md", ".claude/agents/a.md", "shared"]);
    assert!(found.contains("error[unknown-tool]"), "{found}");
    assert_eq!(found.lines().count(), 1, "{found}");
}

/// A file and a folder with a fault in it, that lie in no workspace.
fn outside() -> tempfile::TempDir {
    let outside = tempfile::tempdir().expect("a temporary folder");
    fs::write(outside.path().join("o.md"), WRONG).expect("a file");
    outside
}

#[test]
fn what_links_lead_to_outside_is_not_read_and_that_is_told() {
    let outside = outside();
    let folder = outside.path().to_str().expect("a path in UTF-8");
    let team = Team::linked(&[], &[(".claude/agents", folder)]);
    let found = printed(&team.check(&["--format", "concise", "."]));
    assert!(
        found.starts_with(".claude/agents:1:1: information[outside-link]"),
        "{found}"
    );
    assert_eq!(found.lines().count(), 1, "{found}");

    let file = format!("{folder}/o.md");
    let good = WRONG
        .replace("Reda", "Read")
        .replace("name: a", "name: good");
    let files = [(".claude/agents/good.md", good.as_str())];
    let team = Team::linked(&files, &[(".claude/agents/o.md", &file)]);
    let found = team.found(&[".claude", ".claude/agents/o.md"]);
    assert!(
        found.starts_with(".claude/agents/o.md:1:1: information[outside-link]"),
        "{found}"
    );
    assert_eq!(found.lines().count(), 1, "{found}");
}

#[test]
fn names_that_may_lie_behind_links_to_outside_are_not_unknown() {
    let outside = outside();
    let file = outside.path().join("o.md");
    let lead =
        "---\nname: lead\ndescription: Leads.\ntools: Agent(passer-by, stranger)\n---\nLead.\n";
    let other = "---\nname: other\ndescription: Works.\n---\nWork.\n";
    let files = [
        (".claude/agents/lead.md", lead),
        (".claude/agents/other.md", other),
    ];
    let unknown = |team: &Team| {
        let found = printed(&team.check(&["--format", "concise", "--show", "hint", "."]));
        found.matches("[unknown-agent]").count()
    };
    assert_eq!(unknown(&Team::linked(&files, &[])), 2);
    let links = [(".claude/agents/stranger.md", file.to_str().expect("UTF-8"))];
    assert_eq!(unknown(&Team::linked(&files, &links)), 0);
}

#[test]
fn links_in_the_user_s_own_folders_lead_where_he_likes() {
    let outside = outside();
    let home = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(home.path().join("agents")).expect("a folder");
    symlink(outside.path().join("o.md"), home.path().join("agents/o.md")).expect("a link");
    symlink(outside.path(), home.path().join("agents/all")).expect("a link");
    let team = Team::linked(&[], &[]);
    let output = team
        .command(&["check", "--format", "concise"])
        .arg(home.path().join("agents"))
        .env("CLAUDE_CONFIG_DIR", home.path())
        .output()
        .expect("the program starts");
    let found = printed(&output);
    assert_eq!(found.matches("error[unknown-tool]").count(), 1, "{found}");
}

#[test]
fn standard_input_is_a_linked_file() {
    let links = [(".claude/agents/a.md", "../../shared/a.md")];
    let right = WRONG.replace("Reda", "Read");
    let team = Team::linked(&[("shared/a.md", &right)], &links);
    let output = check_as(&team, "shared/a.md", WRONG.as_bytes(), &[]);
    assert!(
        printed(&output).contains("error[unknown-tool]"),
        "{}",
        printed(&output)
    );
}

#[test]
fn a_linked_skill_is_called_by_the_folder_of_the_link() {
    let skill = "---\nname: x\ndescription: Does x.\n---\nDo x.\n";
    let agent = "---\nname: a\ndescription: Reviews.\nskills: [x, y]\n---\nReview.\n";
    let team = Team::linked(
        &[
            (".agents/skills/x/SKILL.md", skill),
            (".claude/agents/a.md", agent),
        ],
        &[(".claude/skills/y", "../../.agents/skills/x")],
    );
    assert_eq!(
        team.found(&[".claude", ".claude/skills/y/SKILL.md", ".agents"]),
        ""
    );
}

#[test]
fn a_file_that_stands_for_a_link_to_a_folder_is_told() {
    let skill = "---\nname: x\ndescription: Does x.\n---\nDo x.\n";
    let right = WRONG.replace("Reda", "Read");
    let team = Team::linked(
        &[
            ("shared/agents/a.md", &right),
            (".agents/skills/x/SKILL.md", skill),
            (".claude/agents", "../shared/agents"),
            (".claude/skills/x", "../../.agents/skills/x\n"),
            (".claude/commands", "no path at all\n"),
        ],
        &[],
    );
    let found = team.found(&[]);
    let told: Vec<_> = found
        .lines()
        .filter(|line| line.contains("link-stub"))
        .collect();
    assert_eq!(told.len(), 2, "{found}");
    assert!(
        told[0].starts_with(".claude/agents:1:1: warning"),
        "{found}"
    );
    assert!(
        told[1].starts_with(".claude/skills/x:1:1: warning"),
        "{found}"
    );
}

#[test]
fn a_team_below_that_git_ignores_is_found_from_above() {
    let files = [
        (".gitignore", ".claude\n"),
        ("sub/.claude/agents/a.md", WRONG),
        ("node_modules/.claude/agents/b.md", WRONG),
    ];
    let team = Team::linked(&files, &[]);
    let found = team.found(&["sub", "sub/.claude", "sub/.claude/agents/a.md"]);
    assert!(
        found.starts_with("sub/.claude/agents/a.md:4:8: error"),
        "{found}"
    );
    assert_eq!(found.lines().count(), 1, "{found}");
}

/// A skill of one program that is a link to an agent of another.
#[test]
fn a_field_that_a_linked_file_has_where_it_lies() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    std::fs::create_dir_all(root.join("agents")).expect("a folder");
    std::fs::create_dir_all(root.join(".gemini/skills/lead")).expect("a folder");
    let agent = "---\nname: lead\ndescription: Leads.\ntools: Read\n---\nLead.\n";
    std::fs::write(root.join("agents/lead.md"), agent).expect("an agent");
    let link = root.join(".gemini/skills/lead/SKILL.md");
    std::os::unix::fs::symlink("../../../agents/lead.md", link).expect("a link");
    let root = root.to_str().expect("a path in UTF-8");
    let output = crate::run(&["check", "--format", "concise", "--show", "hint", root]);
    let printed = crate::printed(&output);
    assert!(!printed.contains("misnamed-field"), "{printed}");
}

#[test]
fn no_fix_leaves_the_repository_through_a_link() {
    const MENDABLE: &str = "---\nname: v\ndescription: does this: and that\n---\nReview.\n";
    let outside = Team::linked(&[("v.md", MENDABLE)], &[]);
    let folder = outside.0.path().to_str().expect("a path in UTF-8");
    let file = format!("{folder}/v.md");
    let lead = "---\nname: l\ndescription: Leads.\n---\n[n](../../link/new.md)\n";
    let team = Team::linked(
        &[(".claude/agents/l.md", lead)],
        &[
            (".claude/agents/ext", folder),
            (".claude/agents/v.md", &file),
            ("link", folder),
        ],
    );
    let is_untouched = || {
        assert_eq!(fs::read_to_string(&file).expect("the file"), MENDABLE);
        let names = fs::read_dir(folder).expect("the folder");
        assert_eq!(names.count(), 3, "the file, `.claude` and `.git`");
    };
    // What links lead to outside is not even read.
    team.check(&["--fix", "."]);
    is_untouched();
    let said = complained(&team.check(&["--fix", "--unsafe", "."]));
    assert!(
        said.contains("lies outside of what was asked for"),
        "{said}"
    );
    is_untouched();
    let diff = team.check(&["--diff", "--unsafe", "."]);
    assert_eq!(printed(&diff), "");
    // Hooks name whatever was changed, so a name alone doesn't ask for it.
    team.check(&["--fix", ".claude/agents/v.md"]);
    is_untouched();
}
