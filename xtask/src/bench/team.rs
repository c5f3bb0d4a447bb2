//! A team of any size: agents of about 4 kB that name one another. The same count gives the same
//! bytes.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// One skill for so many agents.
const AGENTS_PER_SKILL: usize = 20;

/// How many sections an agent has; they make it about 4 kB.
const SECTIONS: usize = 21;

/// Writes `count` agents and their skills below `root`.
///
/// # Errors
/// A file that can't be written.
pub(super) fn write(root: &Path, count: usize) -> io::Result<()> {
    for folder in ["", "building", "reviewing"] {
        fs::create_dir_all(root.join(".claude/agents").join(folder))?;
    }
    for number in 0..count {
        fs::write(root.join(path(number)), agent(number, count))?;
    }
    for number in 0..skills(count) {
        let folder = root.join(".claude/skills").join(skill_name(number));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("SKILL.md"), skill(number, count))?;
    }
    Ok(())
}

/// The name of an agent.
pub(super) fn name(number: usize) -> String {
    format!("worker-{number}")
}

/// Where an agent lies, from the root: a third of them in the folder itself, the others in
/// categories.
pub(super) fn path(number: usize) -> PathBuf {
    let folder = ["", "building/", "reviewing/"][number % 3];
    format!(".claude/agents/{folder}{}.md", name(number)).into()
}

/// How many skills a team of `count` agents has.
pub(super) fn skills(count: usize) -> usize {
    count.div_ceil(AGENTS_PER_SKILL)
}

/// How many files it has.
pub(super) fn files(count: usize) -> usize {
    count + skills(count)
}

fn skill_name(number: usize) -> String {
    format!("step-{number}")
}

fn agent(number: usize, count: usize) -> String {
    let name = name(number);
    let [first, second, third] = [3, 7, 11].map(|step| self::name((number * step + 1) % count));
    let skill = skill_name(number / AGENTS_PER_SKILL);
    // The same category, so that the link needs no folder.
    let next = self::name(if number + 3 < count {
        number + 3
    } else {
        number % 3
    });
    let mut text = format!(
        "---\nname: {name}\ndescription: Does step {number} of the plan.\n\
         tools: Read, Grep, Glob, Agent\nmodel: sonnet\n---\n\n\
         Start with /{skill}, and see [what comes next]({next}.md).\n"
    );
    for section in 1..=SECTIONS {
        text += &format!(
            "\n## Part {section}\n\n\
             Read the task to its end. Hand tests to `{first}`, and ask the {second} agent when the \
             build fails. Reviews go to @{third}; say what changed, and why, in part {section}.\n"
        );
    }
    text
}

fn skill(number: usize, count: usize) -> String {
    let skill = skill_name(number);
    let doer = name(number * AGENTS_PER_SKILL % count);
    format!(
        "---\nname: {skill}\ndescription: Use when step {number} of the plan is due.\n---\n\n\
         # Step {number}\n\nHand this step to the `{doer}` agent.\n"
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn read(folder: &Path, texts: &mut BTreeMap<PathBuf, String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                read(&path, texts)?;
            } else {
                let text = fs::read_to_string(&path)?;
                texts.insert(path, text);
            }
        }
        Ok(())
    }

    fn team(count: usize) -> io::Result<BTreeMap<PathBuf, String>> {
        let folder = tempfile::tempdir()?;
        write(folder.path(), count)?;
        let mut texts = BTreeMap::new();
        read(folder.path(), &mut texts)?;
        let relative = |path: PathBuf| path.strip_prefix(folder.path()).map(Path::to_owned);
        let texts = texts.into_iter();
        texts
            .map(|(path, text)| Ok((relative(path).map_err(io::Error::other)?, text)))
            .collect()
    }

    #[test]
    fn the_same_count_gives_the_same_team() -> io::Result<()> {
        assert_eq!(team(30)?, team(30)?);
        Ok(())
    }

    #[test]
    fn a_team_has_its_agents_in_three_folders_and_a_skill_for_every_twenty() -> io::Result<()> {
        let team = team(30)?;
        assert_eq!((team.len(), files(30)), (32, 32));
        for path in [
            ".claude/agents/worker-0.md",
            ".claude/agents/building/worker-28.md",
            ".claude/agents/reviewing/worker-29.md",
            ".claude/skills/step-1/SKILL.md",
        ] {
            assert!(team.contains_key(Path::new(path)), "{path}");
        }
        Ok(())
    }

    #[test]
    fn an_agent_is_about_4_kb_and_links_to_one_that_is_there() {
        for number in [0, 7, 9_998, 9_999] {
            let text = agent(number, 10_000);
            assert!((3_800..4_400).contains(&text.len()), "{} bytes", text.len());
            let link = text
                .split("next](")
                .nth(1)
                .and_then(|rest| rest.split(')').next());
            let target = (0..10_000).find(|&other| {
                let path = path(other);
                path.parent() == self::path(number).parent()
                    && path.file_name() == link.map(AsRef::as_ref)
            });
            assert!(target.is_some(), "{link:?} of {number}");
        }
    }
}
