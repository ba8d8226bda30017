"""A whole journey against the sandbox with python-gitlab. Usage: journey.py URL TOKEN DEVELOPER_TOKEN"""
import base64
import datetime
import sys
import time

import gitlab
from gitlab import exceptions as e

url, token, developer_token = sys.argv[1:4]
checks = 0


def check(name, fact):
    global checks
    checks += 1
    if not fact:
        print(f"failed: {name}", flush=True)
        sys.exit(1)


def refused(name, status, work, kind=e.GitlabError):
    try:
        work()
    except kind as error:
        check(f"{name}: {error.response_code} {error.error_message}", error.response_code == status)
        return error
    check(f"{name} is refused", False)


gl = gitlab.Gitlab(url, private_token=token)
gl.auth()
dev = gitlab.Gitlab(url, private_token=developer_token)
dev.auth()
check("current user", gl.user.username == "demo" and gl.user.state == "active")
version, revision = gl.version()
check("version", version.count(".") == 2 and revision != "unknown")
refused("a wrong token", 401, lambda: gitlab.Gitlab(url, private_token="nope").auth(), e.GitlabAuthenticationError)
check("users by name", [u.id for u in gl.users.list(username="demo")] == [gl.user.id])
check("one user", gl.users.get(gl.user.id).username == "demo")
refused("unknown user", 404, lambda: gl.users.get(999999), e.GitlabGetError)

# Groups, members
stamp = str(time.time_ns())
group = gl.groups.create({"name": f"Group {stamp}", "path": f"group-{stamp}"})
sub = gl.groups.create({"name": "Inner", "path": "inner", "parent_id": group.id})
check("subgroup", sub.full_path == f"group-{stamp}/inner")
check("subgroups", [g.id for g in group.subgroups.list()] == [sub.id])
check("descendants", [g.id for g in group.descendant_groups.list()] == [sub.id])
refused("group taken", 400, lambda: gl.groups.create({"name": "x", "path": f"group-{stamp}"}), e.GitlabCreateError)
refused("group without path", 400, lambda: gl.http_post("/groups", post_data={"name": "x"}), e.GitlabHttpError)
group.description = "changed"
group.save()
check("group change", gl.groups.get(group.id).description == "changed")
check("group by path", gl.groups.get(group.full_path).id == group.id)
member = group.members.create({"user_id": dev.user.id, "access_level": gitlab.const.AccessLevel.REPORTER})
check("member", member.access_level == 20)
refused("member twice", 409, lambda: group.members.create({"user_id": dev.user.id, "access_level": 20}))
member.access_level = 30
member.save()
check("member change", group.members.get(dev.user.id).access_level == 30)
check("members", {m.username for m in group.members.list()} == {"demo", "developer"})
check("inherited", {m.username for m in sub.members_all.list()} == {"demo", "developer"})
check("namespaces", any(n.full_path == group.full_path for n in gl.namespaces.list(search=f"group-{stamp}")))
check("namespace", gl.namespaces.get(group.full_path).kind == "group")
check("exists", gl.namespaces.exists(group.path).exists)

# Projects
project = gl.projects.create(
    {"name": "First Service", "namespace_id": group.id, "initialize_with_readme": True, "description": "d"}
)
check("path from name", project.path == "first-service" and project.default_branch == "main")
error = refused("project taken", 400, lambda: gl.projects.create({"name": "First Service", "namespace_id": group.id}))
check("taken in words", "has already been taken" in str(error.error_message))
check("by path", gl.projects.get(project.path_with_namespace).id == project.id)
refused("unknown project", 404, lambda: gl.projects.get("no/such"), e.GitlabGetError)
project.description = "changed"
project.merge_method = "merge"
project.only_allow_merge_if_all_discussions_are_resolved = True
project.save()
check("changed", gl.projects.get(project.id).description == "changed")
names = [f"many-{n:02}" for n in range(12)]
for name in names:
    gl.projects.create({"name": name, "namespace_id": sub.id})
page = sub.projects.list(page=2, per_page=5, order_by="name", sort="asc")
check("second page", [p.name for p in page] == names[5:10])
found = sub.projects.list(iterator=True, per_page=5, order_by="name", sort="asc")
check("totals", found.total == 12 and found.total_pages == 3 and found.per_page == 5 and found.next_page == 2)
check("all pages", [p.name for p in found] == names)
keyset = gl.projects.list(iterator=True, pagination="keyset", order_by="id", sort="asc", per_page=7, search="many-")
check("keyset", len([p for p in keyset if p.namespace["id"] == sub.id]) == 12)
check("below", group.projects.list(include_subgroups=True, iterator=True).total == 13)

# Branches, files, commits, tree, tags
branch = project.branches.create({"branch": "feature/one", "ref": "main"})
check("branch", branch.commit["title"] == "Initial commit" and not branch.protected)
refused("branch twice", 400, lambda: project.branches.create({"branch": "feature/one", "ref": "main"}))
refused("bad ref", 400, lambda: project.branches.create({"branch": "x", "ref": "nope"}))
check("one branch", project.branches.get("feature/one").name == "feature/one")
refused("no branch", 404, lambda: project.branches.get("nope"), e.GitlabGetError)
check("branches", [b.name for b in project.branches.list(get_all=True)] == ["feature/one", "main"])
made = project.files.create(
    {"file_path": "src/a b.txt", "branch": "feature/one", "content": "one\n", "commit_message": "add"}
)
check("file made", made.file_path == "src/a b.txt")
refused(
    "file twice",
    400,
    lambda: project.files.create(
        {"file_path": "src/a b.txt", "branch": "feature/one", "content": "", "commit_message": "add"}
    ),
)
file = project.files.get("src/a b.txt", ref="feature/one")
check("file content", file.decode() == b"one\n" and base64.b64decode(file.content) == b"one\n")
file.content = "two\n"
file.save(branch="feature/one", commit_message="change")
check("raw", project.files.raw("src/a b.txt", ref="feature/one") == b"two\n")
refused("no file", 404, lambda: project.files.get("nope", ref="main"), e.GitlabGetError)
commit = project.commits.create(
    {
        "branch": "feature/one",
        "commit_message": "several\n\nTicket: 1",
        "actions": [
            {"action": "create", "file_path": "b.txt", "content": "b\n"},
            {"action": "move", "file_path": "src/c.txt", "previous_path": "src/a b.txt"},
            {"action": "create", "file_path": "d.bin", "content": base64.b64encode(b"\x00\x01").decode(), "encoding": "base64"},
        ],
    }
)
check("commit", commit.stats["additions"] == 2 and commit.trailers == {"Ticket": "1"})
check("commits", [c.title for c in project.commits.list(ref_name="feature/one", get_all=True)][0] == "several")
check("diff", {d["new_path"] for d in project.commits.get(commit.id).diff()} >= {"b.txt", "src/c.txt"})
check("refs", [r["name"] for r in project.commits.get(commit.id).refs()] == ["feature/one"])
tree = project.repository_tree(ref="feature/one", recursive=True, get_all=True)
check("tree", [t["path"] for t in tree] == ["src", "README.md", "b.txt", "d.bin", "src/c.txt"])
paged = project.repository_tree(ref="feature/one", recursive=True, iterator=True, pagination="keyset", per_page=2)
check("tree by keyset", [t["path"] for t in paged] == ["src", "README.md", "b.txt", "d.bin", "src/c.txt"])
compare = project.repository_compare("main", "feature/one")
check("compare", len(compare["commits"]) == 3 and len(compare["diffs"]) == 3)
check("merge base", project.repository_merge_base(["main", "feature/one"])["title"] == "Initial commit")
check("archive", project.repository_archive(sha="main")[:2] == b"\x1f\x8b")
check("contributors", project.repository_contributors()[0]["commits"] == 1)
blob = [t for t in tree if t["path"] == "b.txt"][0]
check("blob", project.repository_raw_blob(blob["id"]) == b"b\n")
tag = project.tags.create({"tag_name": "v1", "ref": "main", "message": "first"})
check("tag", tag.message == "first" and tag.target != tag.commit["id"])
check("tags", [t.name for t in project.tags.list()] == ["v1"])
project.tags.delete("v1")
refused("no tag", 404, lambda: project.tags.get("v1"), e.GitlabGetError)

# Protected branches
protected = project.protectedbranches.get("main")
check("protected", protected.push_access_levels[0]["access_level"] == 40)
rule = project.protectedbranches.create({"name": "release/*", "push_access_level": 0, "merge_access_level": 30})
check("rule", rule.push_access_levels[0]["access_level_description"] == "No one")
refused("rule twice", 409, lambda: project.protectedbranches.create({"name": "release/*"}))
rule.delete()
refused("no rule", 404, lambda: project.protectedbranches.get("release/*"), e.GitlabGetError)
refused(
    "protected for developers",
    403,
    lambda: dev.projects.get(project.id).commits.create(
        {"branch": "main", "commit_message": "x", "actions": [{"action": "create", "file_path": "x", "content": ""}]}
    ),
)

# Labels, milestones, issues
label = project.labels.create({"name": "bug", "color": "#ff0000", "description": "broken"})
check("label", project.labels.list()[0].name == "bug" and label.color == "#ff0000")
refused("label twice", 409, lambda: project.labels.create({"name": "bug", "color": "#ff0000"}))
refused("label color", 400, lambda: project.labels.create({"name": "x", "color": "nope"}))
label.new_name = "defect"
label.save()
check("label renamed", [one.name for one in project.labels.list()] == ["defect"])
milestone = project.milestones.create({"title": "1.0", "due_date": "2099-01-02"})
check("milestone", milestone.due_date == "2099-01-02" and not milestone.expired)
milestone.state_event = "close"
milestone.save()
check("milestone closed", project.milestones.get(milestone.id).state == "closed")
issue = project.issues.create({"title": "Broken", "labels": ["defect"], "assignee_ids": [gl.user.id]})
check("issue", issue.iid == 1 and issue.labels == ["defect"] and issue.assignee["username"] == "demo")
issue.notes.create({"body": "Yes"})
check("issue notes", [n.body for n in issue.notes.list()] == ["Yes"])
issue.state_event = "close"
issue.save()
check("issue closed", project.issues.get(1).state == "closed")

# Hooks
hook = project.hooks.create({"url": "http://127.0.0.1:9/hook", "merge_requests_events": True, "token": "s3cret"})
check("hook", hook.push_events and hook.merge_requests_events and "token" not in hook.attributes)
refused("hook address", 422, lambda: project.hooks.create({"url": "ftp://x"}))
hook.push_events = False
hook.save()
check("hook changed", not project.hooks.get(hook.id).push_events)
hook.delete()
refused("no hook", 404, lambda: project.hooks.get(hook.id), e.GitlabGetError)

# Merge requests
refused("without title", 400, lambda: gl.http_post(f"/projects/{project.id}/merge_requests", post_data={"source_branch": "a", "target_branch": "b"}), e.GitlabHttpError)
mr = project.mergerequests.create(
    {
        "title": "Draft: One",
        "source_branch": "feature/one",
        "target_branch": "main",
        "labels": ["defect", "new"],
        "milestone_id": milestone.id,
        "assignee_ids": [dev.user.id],
        "reviewer_ids": [gl.user.id],
        "remove_source_branch": True,
    }
)
check("opened", mr.iid == 1 and mr.draft and mr.milestone["title"] == "1.0" and mr.author["bot"] is False)
check("label made", {one.name for one in project.labels.list()} == {"defect", "new"})
error = refused("opened twice", 409, lambda: project.mergerequests.create({"title": "x", "source_branch": "feature/one", "target_branch": "main"}))
check("opened twice in words", "!1" in str(error.error_message))
check("listed", [m.iid for m in project.mergerequests.list(state="opened", labels=["new"])] == [1])
check("listed by nobody", project.mergerequests.list(author_username="nobody") == [])
check("of group", [m.iid for m in group.mergerequests.list()] == [1])
check("of everywhere", any(m.id == mr.id for m in gl.mergerequests.list(get_all=True)))
mr.title = "One"
mr.save()


def settled(merge_request):
    for _ in range(100):
        now = project.mergerequests.get(merge_request.iid)
        if now.detailed_merge_status not in ("preparing", "unchecked", "checking"):
            return now
        time.sleep(0.05)
    return now


check("mergeable", settled(mr).detailed_merge_status == "mergeable")
check("commits of it", len(list(mr.commits())) == 3)
check("changes of it", len(mr.changes()["changes"]) == 3)
check("versions", len(mr.diffs.list()) == 1 and len(mr.diffs.get(mr.diffs.list()[0].id).commits) == 3)
check("participants", {p["username"] for p in mr.participants()} == {"demo", "developer"})
check("merge ref", len(mr.merge_ref()["commit_id"]) == 40)
note = mr.notes.create({"body": "Hello"})
note.body = "Hello you"
note.save()
check("note", mr.notes.get(note.id).body == "Hello you")
discussion = mr.discussions.create({"body": "Why?"})
discussion.notes.create({"body": "Because"})
check("discussion", len(mr.discussions.get(discussion.id).attributes["notes"]) == 2)
check("unresolved", settled(mr).detailed_merge_status == "discussions_not_resolved")
refused("merge unresolved", 405, lambda: mr.merge(), e.GitlabMRClosedError)
discussion.resolved = True
discussion.save()
theirs = dev.projects.get(project.id).mergerequests.get(1)
refused("approve another head", 409, lambda: theirs.approve(sha="0" * 40), e.GitlabMRApprovalError)
theirs.approve(sha=theirs.sha)
check("approved", mr.approvals.get().approved_by[0]["user"]["username"] == "developer")
theirs.unapprove()
check("unapproved", mr.approvals.get().approved_by == [])
refused("developers do not merge", 401, lambda: theirs.merge(), e.GitlabAuthenticationError)
mr.rebase()
status = project.commits.get(settled(mr).sha).statuses.create({"state": "success", "name": "ci"})
check("status", status.status == "success")
check("pipelines", [p.status for p in mr.pipelines.list()] == ["success"])
check("head pipeline", project.mergerequests.get(1).head_pipeline["status"] == "success")
check("jobs", [j.name for j in project.pipelines.list()[0].jobs.list()] == ["ci"])
settled(mr)
mr.merge(merge_commit_message="Merged")
merged = project.mergerequests.get(1)
check("merged", merged.state == "merged" and merged.detailed_merge_status == "not_open" and merged.merge_commit_sha)
check("branch gone", [b.name for b in project.branches.list()] == ["main"])
check("message", project.commits.get(merged.merge_commit_sha).title == "Merged")
check("of commit", [m["iid"] for m in project.commits.get(merged.merge_commit_sha).merge_requests()] == [1])
picked = project.commits.get(merged.merge_commit_sha).revert(branch="main")
check("reverted", picked["title"].startswith('Revert "Merged"'))

# Tokens
soon = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()
made = project.access_tokens.create({"name": "bot", "scopes": ["read_api"], "access_level": 30, "expires_at": soon})
check("project token", made.token.startswith("glpat-") and made.resource_type == "project")
bot = gitlab.Gitlab(url, private_token=made.token)
bot.auth()
check("bot", bot.user.username.startswith(f"project_{project.id}_bot_"))
check("self", bot.http_get("/personal_access_tokens/self")["name"] == "bot")
refused("scope", 403, lambda: bot.projects.get(project.id).branches.create({"branch": "b", "ref": "main"}))
made.delete()
refused("revoked", 401, lambda: bot.auth(), e.GitlabAuthenticationError)
check("own tokens", any(t.name == "owner" for t in gl.personal_access_tokens.list(get_all=True)))
check("group tokens", group.access_tokens.list() == [])

# Life of a project
fork = project.forks.create({"namespace": sub.full_path})
check("fork", gl.projects.get(fork.id).forked_from_project["id"] == project.id)
project.archive()
check("archived", gl.projects.get(project.id).archived)
refused("archived is read only", 403, lambda: project.branches.create({"branch": "late", "ref": "main"}))
project.unarchive()
old = project.path_with_namespace
project.name = "Renamed"
project.path = "renamed"
project.save()
check("old path leads on", gl.projects.get(old).path == "renamed")
project.transfer(sub.full_path)
check("transferred", gl.projects.get(project.id).path_with_namespace == f"{sub.full_path}/renamed")
project.delete()
check("deletion waits", gl.projects.get(project.id).marked_for_deletion_on is not None)
group.delete()
print(f"{checks} checks", flush=True)
