//! The disk as branch switches leave it: after any sequence of changes, the server knows what one
//! that starts afresh finds.
//!
//! `DOSSIER_STEPS` says how many changes each sequence makes, and `DOSSIER_SEED` which ones (a number,
//! or `now`).

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::client::{Editor, Session, position, uri};
use crate::profiles;
use crate::team::Team;

/// No change may take longer to be noticed, not even on a busy machine. It takes less than two
/// seconds on an idle one.
const LIMIT: Duration = Duration::from_secs(30);

/// Folders in which agents come and go.
pub(crate) const FOLDERS: [&str; 9] = [
    "helpers",
    "pkg/deep/helpers",
    ".claude/agents",
    ".claude/agents/deep/er",
    ".claude/commands",
    "pkg/.claude/agents",
    "pkg/new/.claude/agents/x",
    "collection/agents",
    "plugins/kit/agents",
];

/// Folders that are renamed and deleted.
const ROOTS: [&str; 8] = [
    ".claude",
    ".claude/agents",
    "pkg",
    "pkg/.claude",
    "collection",
    "plugins",
    "plugins/kit",
    ".claude/agents/deep",
];

/// What a team chooses for its files. None is broken: of one that is, what it said before holds on,
/// which nobody knows who starts afresh.
const CONFIGURATIONS: [&str; 6] = [
    "",
    "[rules]\nunknown-tool = \"off\"\n",
    "exclude = [\"agents/deep/**\", \"pkg/**\"]\n",
    "readers = [\"Cursor\"]\n",
    "[[tool]]\nname = \"Reed\"\ndoc = \"Reads.\"\n",
    "[[model]]\nname = \"best\"\ndoc = \"It is.\"\n",
];

/// A program of the team's own, which reads what lies in other folders.
const PROGRAM: &str = r#"
[program]
id = "acme"
title = "Acme"
checked = "2026-11-27"
docs = "https://acme.example/docs"

[sources.ACME]
title = "Acme's manual"

[[kind]]
id = "agent"
title = "helper"
paths = ["**/helpers/*.md"]
named-by = ["field", "stem"]
source = "ACME"
"#;

/// Which plugins a repository offers.
const MARKETPLACES: [&str; 3] = [
    "{\"name\": \"all\", \"plugins\": [{\"name\": \"kit\", \"source\": \"./plugins/kit\"}]}",
    "{\"name\": \"all\", \"plugins\": [{\"name\": \"x\", \"source\": \"./collection\", \"strict\": false}]}",
    "{\"plugins\": [",
];

/// Random numbers that are the same for the same seed: a change is not to be blamed for what another
/// seed would have found before it. `DOSSIER_SEED=now` takes another each time.
pub(crate) struct Random(u64);

/// The seed if nobody chooses one.
const SEED: u64 = 20_261_127;

impl Random {
    pub(crate) fn new(variable: &str) -> Self {
        let now = || {
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .expect("a clock")
        };
        let seed: u64 = match std::env::var(variable).as_deref() {
            Ok("now") => now().subsec_nanos().into(),
            Ok(seed) => seed.parse().expect("a number or `now`"),
            Err(_) => SEED,
        };
        println!("{variable}={seed}");
        Self(seed | 1)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).expect("it is below a usize")
    }

    pub(crate) fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    fn pause(&mut self) {
        std::thread::sleep(Duration::from_millis(self.below(150) as u64));
    }
}

/// How many changes are made.
pub(crate) fn steps(usual: usize) -> usize {
    let steps = std::env::var("DOSSIER_STEPS").ok();
    steps.and_then(|it| it.parse().ok()).unwrap_or(usual)
}

pub(crate) fn agent(number: usize) -> String {
    format!(
        "---\nname: agent-{number}\ndescription: Number {number}.\ntools: Read\n---\nAsk `agent-{}`.\n",
        number / 2
    )
}

/// Settings that define agents and commands entry by entry.
const SETTINGS: [&str; 4] = [
    "{\"agent\": {\"agent-1\": {\"mode\": \"all\"}, \"agent-2\": {\"prompt\": \"Ask @agent-1.\"}}}",
    "{\"command\": {\"go\": {\"agent\": \"agent-3\"}},\n\"agent\": {\"agent-3\": {\"mode\": \"sub\"}}}",
    "{\"agent\": {\"agent-1\": {\"prompt\": \"Ask @agent-4",
    "{}",
];

/// The file of settings that a program looks into.
pub(crate) const SETTINGS_FILE: &str = ".opencode/opencode.json";

/// A folder that changes.
pub(crate) struct Disk {
    pub(crate) root: PathBuf,
    pub(crate) random: Random,
}

impl Disk {
    /// Takes a file away, or writes it with one of these texts.
    fn come_or_go(&mut self, path: &str, texts: &[&str]) -> String {
        let file = self.root.join(path);
        let text = self.random.of(texts);
        let is_rewritten = self.random.below(3) == 0;
        if is_rewritten || fs::remove_file(&file).is_err() {
            write(&file, text);
            return format!("write {file:?} with {text:?}");
        }
        format!("delete {file:?}")
    }

    /// Makes one change, and says which.
    pub(crate) fn change(&mut self) -> String {
        let number = self.random.below(12);
        let folder = self.root.join(self.random.of(&FOLDERS));
        let file = folder.join(format!("agent-{number}.md"));
        let other = self.random.below(1000);
        match self.random.below(18) {
            0 | 1 => {
                write(&file, &agent(other));
                format!("write {file:?}")
            }
            2 => {
                let _ = fs::remove_file(&file);
                format!("delete {file:?}")
            }
            3 => {
                let beside = self.root.join("beside.tmp");
                write(&beside, &agent(other));
                fs::create_dir_all(&folder).expect("the disk can be changed");
                fs::rename(beside, &file).expect("the disk can be changed");
                format!("move over {file:?}")
            }
            4 => {
                let text = agent(other);
                write(&file, &text[..20]);
                self.random.pause();
                write(&file, &text);
                format!("write half and then all of {file:?}")
            }
            5 => {
                fs::create_dir_all(&folder).expect("the disk can be changed");
                self.random.pause();
                write(&file, &agent(other));
                format!("make {folder:?} and a file later")
            }
            6 | 7 => {
                let away = self.root.join(self.random.of(&ROOTS));
                let to = away.with_extension("away");
                match (away.exists(), to.exists()) {
                    (true, false) => fs::rename(&away, &to).expect("the disk can be changed"),
                    (false, true) => fs::rename(&to, &away).expect("the disk can be changed"),
                    (true, true) => {
                        fs::remove_dir_all(&away).expect("the disk can be changed");
                        self.random.pause();
                        fs::rename(&to, &away).expect("the disk can be changed");
                    }
                    (false, false) => {}
                }
                format!("rename {away:?}")
            }
            8 => {
                let gone = self.root.join(self.random.of(&ROOTS));
                let _ = fs::remove_dir_all(&gone);
                format!("delete {gone:?}")
            }
            9 => {
                let _ = fs::remove_dir_all(self.root.join(".claude"));
                for number in 0..self.random.below(300) {
                    let folder = self.root.join(".claude/agents");
                    write(&folder.join(format!("{number}.md")), &agent(other + number));
                }
                "swap all of .claude".to_owned()
            }
            10 => {
                let ignore = self.root.join(".gitignore");
                let text = self
                    .random
                    .of(&["", "/pkg\n", "collection/\n/plugins\n", ".claude\n"]);
                write(&ignore, text);
                format!("ignore {text:?}")
            }
            11 => self.come_or_go(
                "plugins/kit/.claude-plugin/plugin.json",
                &["{\"name\": \"kit\"}"],
            ),
            12 => self.come_or_go(".claude-plugin/marketplace.json", &MARKETPLACES),
            13 => self.come_or_go("dossier.toml", &CONFIGURATIONS),
            14 => self.come_or_go("pkg/dossier.toml", &CONFIGURATIONS),
            15 => self.come_or_go("programs/acme.toml", &[PROGRAM]),
            16 => self.come_or_go(SETTINGS_FILE, &SETTINGS),
            // Where a repository within the other begins.
            _ => self.come_or_go("pkg/.git", &["gitdir: elsewhere\n"]),
        }
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file is in a folder"))
        .expect("the disk can be changed");
    fs::write(path, text).expect("the disk can be changed");
}

/// Whom a server knows, and who mentions whom, in an order of its own.
pub(crate) fn known(session: &mut Session) -> Value {
    let team = session.ask("dossier/team", Value::Null);
    let graph = session.ask("dossier/graph", Value::Null);
    let mut known = json!([team, graph["nodes"], graph["edges"]]);
    for list in known.as_array_mut().expect("a list") {
        let list = list.as_array_mut().expect("a list");
        list.sort_by_key(ToString::to_string);
    }
    known
}

/// What a server that starts now finds.
fn afresh(root: &Path) -> Value {
    let mut capabilities = profiles::vs_code();
    // An editor with settings is told to ask again before every file was seen, too.
    capabilities["workspace"]["configuration"] = json!(false);
    let mut session = Editor::like(capabilities).folder(root).start();
    session.wait_for_method("workspace/diagnostic/refresh");
    let known = known(&mut session);
    session.finish();
    known
}

/// Makes changes, and looks again and again whether the server has followed.
fn follows(capabilities: Value, reports: bool) {
    let team = Team::new("");
    fs::create_dir(team.path(".git")).expect("the disk can be changed");
    let mut disk = Disk {
        root: team.root(),
        random: Random::new("DOSSIER_SEED"),
    };
    let editor = Editor::like(capabilities).folder(&team.root());
    let mut session = editor.start();
    let steps = steps(40);
    let mut made = Vec::new();
    let mut slowest = Duration::ZERO;
    for step in 1..=steps {
        made.push(disk.change());
        if disk.random.below(2) == 0 {
            disk.random.pause();
        }
        if reports {
            // An editor that reports only what it saves itself.
            let saved = team.path(".claude/agents/agent-1.md");
            session.disk_changed(&saved, if saved.exists() { 2 } else { 3 });
        }
        if step % 4 != 0 && step != steps {
            continue;
        }
        let changed = Instant::now();
        let expected = afresh(&team.root());
        while known(&mut session) != expected {
            if changed.elapsed() > LIMIT {
                let last = made.iter().rev().take(12).collect::<Vec<_>>();
                panic!(
                    "the server doesn't know what there is after, from the last, {last:#?}\n\
                     it knows {:#}\nthere is {:#}",
                    known(&mut session)[0],
                    expected[0]
                );
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        slowest = slowest.max(changed.elapsed());
    }
    println!("{steps} changes; the slowest was followed after {slowest:?}");
    session.finish();
}

#[test]
fn any_sequence_of_changes_is_followed_where_the_editor_watches_nothing() {
    follows(profiles::kakoune(), false);
}

#[test]
fn any_sequence_of_changes_is_followed_where_the_editor_reports_only_what_it_saves() {
    follows(profiles::helix(), true);
}

/// An agent, and what it says.
fn one(path: &str) -> Team {
    let team = Team::new("");
    team.write(path, &agent(1));
    team
}

/// Waits until the server knows agents of these names.
fn knows(session: &mut Session, expected: &[&str]) {
    session.eventually(&format!("knows {expected:?}"), |session| {
        let team = session.ask("dossier/team", json!(null));
        let members = team.as_array().cloned().unwrap_or_default();
        let mut names: Vec<_> = members
            .iter()
            .filter_map(|it| it["name"].as_str())
            .collect();
        names.sort_unstable();
        (names == expected).then_some(())
    });
}

#[test]
fn a_folder_that_goes_and_comes_back_is_followed_again() {
    let team = one(".claude/agents/one.md");
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    knows(&mut session, &["agent-1"]);
    for number in 2..5 {
        fs::remove_dir_all(team.path(".claude")).unwrap();
        knows(&mut session, &[]);
        team.write(".claude/agents/one.md", &agent(number));
        knows(&mut session, &[&format!("agent-{number}")]);
        team.write(".claude/agents/one.md", &agent(number + 1));
        knows(&mut session, &[&format!("agent-{}", number + 1)]);
    }
    session.finish();
}

#[test]
fn a_folder_that_is_renamed_away_and_back_is_followed_under_each_name() {
    let team = one(".claude/agents/one.md");
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    knows(&mut session, &["agent-1"]);
    fs::rename(team.path(".claude"), team.path("away")).unwrap();
    // It is a collection now, which is known by what it says.
    team.write("away/agents/one.md", &agent(2));
    knows(&mut session, &["agent-2"]);
    fs::rename(team.path("away"), team.path(".claude")).unwrap();
    team.write(".claude/agents/one.md", &agent(3));
    knows(&mut session, &["agent-3"]);
    session.finish();
}

#[test]
fn a_team_far_below_is_seen_in_a_folder_that_held_none() {
    let team = one(".claude/agents/one.md");
    fs::create_dir_all(team.path("packages/web/src")).unwrap();
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    knows(&mut session, &["agent-1"]);
    fs::create_dir_all(team.path("packages/web/src/.claude/agents/x")).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    team.write("packages/web/src/.claude/agents/x/two.md", &agent(2));
    knows(&mut session, &["agent-1", "agent-2"]);
    session.finish();
}

#[test]
fn what_becomes_ignored_is_forgotten_and_comes_back() {
    let team = one("pkg/.claude/agents/one.md");
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    knows(&mut session, &["agent-1"]);
    team.write("build/agents/two.md", &agent(2));
    knows(&mut session, &["agent-1", "agent-2"]);
    team.write(".gitignore", "build/\n");
    knows(&mut session, &["agent-1"]);
    team.write(".gitignore", "");
    knows(&mut session, &["agent-1", "agent-2"]);
    session.finish();
}

#[test]
fn what_becomes_ignored_while_it_is_scanned_is_forgotten_and_comes_back() {
    let team = one(".claude/agents/agent-0.md");
    for number in 1..300 {
        let file = format!("build/agents/agent-{number}.md");
        team.write(&file, &agent(number));
    }
    let mut random = Random::new("DOSSIER_SEED");
    for round in 0..steps(8) {
        let (first, then) = match round % 2 {
            0 => ("", "build/\n"),
            _ => ("build/\n", ""),
        };
        team.write(".gitignore", first);
        let mut session = Editor::like(profiles::kakoune())
            .folder(&team.root())
            .start();
        random.pause();
        // Its folder is the same as before.
        team.write(".gitignore", then);
        comes_to_know_what_there_is(&mut session, &team.root());
        session.finish();
    }
}

#[test]
fn a_file_that_is_old_and_moved_in_is_seen() {
    let team = one(".claude/agents/one.md");
    let elsewhere = Team::new("");
    let old = elsewhere.write("old.md", &agent(2));
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    knows(&mut session, &["agent-1"]);
    fs::rename(old, team.path(".claude/agents/two.md")).unwrap();
    knows(&mut session, &["agent-1", "agent-2"]);
    session.finish();
}

#[test]
fn thousands_of_files_that_are_swapped_at_once_are_all_seen() {
    let team = Team::new("");
    for number in 0..1000 {
        team.write(&format!(".claude/agents/{number}.md"), &agent(number));
    }
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    let count = |session: &mut Session, expected: &str| {
        session.eventually(expected, |session| {
            let team = session.ask("dossier/team", json!(null)).to_string();
            let found = team.matches(expected).count();
            (found == 1000).then_some(())
        });
    };
    count(&mut session, "\"agent-");
    let elsewhere = Team::new("");
    fs::rename(team.path(".claude"), elsewhere.path("gone")).unwrap();
    for number in 0..1000 {
        let text = agent(number).replace("agent-", "other-");
        team.write(&format!(".claude/agents/{number}.md"), &text);
    }
    count(&mut session, "\"other-");
    session.finish();
}

/// Waits until a server knows what one that starts afresh finds, and nothing else.
fn comes_to_know_what_there_is(session: &mut Session, root: &Path) {
    let expected = afresh(root);
    session.eventually("knows what there is", |session| {
        (known(session) == expected).then_some(())
    });
}

#[test]
fn files_that_move_through_new_folders_leave_no_ghosts() {
    let team = one(".claude/agents/agent-0.md");
    for number in 1..20 {
        let file = format!(".claude/agents/agent-{number}.md");
        team.write(&file, &agent(number));
    }
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    comes_to_know_what_there_is(&mut session, &team.root());
    let mut random = Random::new("DOSSIER_SEED");
    for round in 0..steps(300) {
        let number = random.below(20);
        let file = team.path(&format!(".claude/agents/agent-{number}.md"));
        let folder = team.path(&format!(".claude/agents/new-{round}"));
        fs::create_dir(&folder).unwrap();
        let moved = folder.join("moved.md");
        fs::rename(&file, &moved).unwrap();
        if random.below(20) == 0 {
            random.pause();
        }
        fs::rename(&moved, &file).unwrap();
        // Some folders stay, others go or take another name.
        match random.below(3) {
            0 => fs::remove_dir(&folder).unwrap(),
            1 => fs::rename(&folder, folder.with_extension("away")).unwrap(),
            _ => {}
        }
    }
    comes_to_know_what_there_is(&mut session, &team.root());
    session.finish();
}

#[test]
fn a_thousand_skills_that_are_written_anew_are_all_followed() {
    let team = Team::new("");
    let write = |round: usize| {
        for number in 0..1000 {
            let text = agent(number).replace("Number", &format!("Round {round}, number"));
            team.write(&format!(".claude/skills/agent-{number}/SKILL.md"), &text);
        }
    };
    write(0);
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    for round in 1..4 {
        comes_to_know_what_there_is(&mut session, &team.root());
        write(round);
    }
    comes_to_know_what_there_is(&mut session, &team.root());
    session.finish();
}

#[test]
fn a_file_that_git_ignores_is_known_while_it_is_open() {
    for is_ignored_late in [false, true] {
        let team = one(".claude/agents/one.md");
        fs::create_dir(team.path(".git")).unwrap();
        let path = team.write("pkg/.claude/agents/two.md", &agent(2));
        let ignore = || team.write(".gitignore", "/pkg\n");
        if !is_ignored_late {
            ignore();
        }
        let mut session = Editor::like(profiles::kakoune())
            .folder(&team.root())
            .start();
        session.open_file(&path);
        knows(&mut session, &["agent-1", "agent-2"]);
        if is_ignored_late {
            ignore();
        }
        session.close(&uri(&path));
        knows(&mut session, &["agent-1"]);
        session.finish();
    }
}

#[test]
fn the_plugin_of_an_open_file_is_followed_where_git_ignores_it() {
    let manifest = "plugins/kit/.claude-plugin/plugin.json";
    for is_there in [false, true] {
        let team = one(".claude/agents/one.md");
        fs::create_dir(team.path(".git")).unwrap();
        team.write(".gitignore", "/plugins\n");
        // Nothing but its place makes it an agent file.
        let path = team.write("plugins/kit/agents/two.md", "---\nname: two\n---\n");
        let come = || team.write(manifest, "{\"name\": \"kit\"}");
        if is_there {
            come();
        }
        let mut session = Editor::like(profiles::kakoune())
            .folder(&team.root())
            .start();
        knows(&mut session, &["agent-1"]);
        session.open_file(&path);
        for is_folder_gone in [false, true, false] {
            come();
            knows(&mut session, &["agent-1", "two"]);
            match is_folder_gone {
                true => fs::remove_dir_all(team.path("plugins/kit/.claude-plugin")).unwrap(),
                false => fs::remove_file(team.path(manifest)).unwrap(),
            }
            knows(&mut session, &["agent-1"]);
        }
        session.finish();
    }
}

#[test]
fn the_plugin_of_a_file_that_git_ignores_may_change_until_it_is_opened_again() {
    let manifest = "plugins/kit/.claude-plugin/plugin.json";
    let team = one(".claude/agents/one.md");
    fs::create_dir(team.path(".git")).unwrap();
    team.write(".gitignore", "/plugins\n");
    let path = team.write("plugins/kit/agents/two.md", "---\nname: two\n---\n");
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    for _ in 0..3 {
        team.write(manifest, "{\"name\": \"kit\"}");
        session.open_file(&path);
        knows(&mut session, &["agent-1", "two"]);
        session.close(&uri(&path));
        knows(&mut session, &["agent-1"]);
        // What is watched is looked at anew, so that nothing around the closed file is.
        fs::create_dir_all(team.path("more")).unwrap();
        team.write("more/.claude/agents/three.md", &agent(3));
        knows(&mut session, &["agent-1", "agent-3"]);
        fs::remove_dir_all(team.path("more")).unwrap();
        knows(&mut session, &["agent-1"]);
        fs::remove_file(team.path(manifest)).unwrap();
        session.open_file(&path);
        knows(&mut session, &["agent-1"]);
        session.close(&uri(&path));
    }
    session.finish();
}

#[test]
fn what_is_chosen_for_an_open_file_holds_where_git_ignores_it() {
    let team = one(".claude/agents/one.md");
    fs::create_dir(team.path(".git")).unwrap();
    team.write(".gitignore", "/pkg\n");
    // Nobody looks into `pkg`, but for this file.
    let path = team.write(
        "pkg/lib/agents/two.md",
        "---\nname: two\ndescription: Two.\ntools: Reed\n---\n",
    );
    let chosen = "pkg/dossier.toml";
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    session.open_file(&path);
    let finds = |session: &mut Session, expected: &[&str]| {
        let document = json!({"textDocument": {"uri": uri(&path)}});
        session.eventually(&format!("finds {expected:?}"), |session| {
            let report = session.ask("textDocument/diagnostic", document.clone());
            let items = report["items"].as_array().cloned().unwrap_or_default();
            let codes: Vec<_> = items.iter().filter_map(|it| it["code"].as_str()).collect();
            (codes == expected).then_some(())
        });
    };
    for round in 0..2 {
        finds(&mut session, &["unknown-tool"]);
        team.write(chosen, "[rules]\nunknown-tool = \"off\"\n");
        finds(&mut session, &[]);
        // Everything is read again.
        team.write(&format!("new-{round}/agents/three.md"), &agent(3));
        knows(&mut session, &["agent-1", "agent-3", "two"]);
        finds(&mut session, &[]);
        fs::remove_dir_all(team.path(&format!("new-{round}"))).unwrap();
        knows(&mut session, &["agent-1", "two"]);
        fs::remove_file(team.path(chosen)).unwrap();
    }
    session.finish();
}

#[test]
fn a_repository_that_comes_and_goes_is_followed() {
    let team = Team::new("");
    let path = team.write(
        "pkg/.claude/agents/one.md",
        "---\nname: one\ndescription: One.\n---\nRead `docs/guide.md`.\n",
    );
    // A path in code is one from the root of the repository, too.
    team.write("docs/guide.md", "# Guide\n");
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    session.open_file(&path);
    let leads_to = |session: &mut Session, expected: usize| {
        session.eventually(&format!("leads to {expected}"), |session| {
            let found = session.definitions(&uri(&path), &position(4, 8));
            (found.len() == expected).then_some(())
        });
    };
    let mark = team.path(".git");
    for _ in 0..2 {
        leads_to(&mut session, 0);
        fs::create_dir(&mark).unwrap();
        leads_to(&mut session, 1);
        fs::remove_dir(&mark).unwrap();
        leads_to(&mut session, 0);
        team.write(".git", "gitdir: elsewhere\n");
        leads_to(&mut session, 1);
        fs::remove_file(&mark).unwrap();
    }
    session.finish();
}
