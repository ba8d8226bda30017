# A journey against the sandbox with GitLab::API::v4. Usage: journey.pl URL TOKEN
use strict;
use warnings;
use GitLab::API::v4;
use MIME::Base64 qw(decode_base64);
use Time::HiRes qw(time sleep);

my ($url, $token) = @ARGV;
my $checks = 0;

sub check {
  my ($name, $fact) = @_;
  $checks++;
  die "failed: $name\n" unless $fact;
}

sub refused {
  my ($name, $status, $work) = @_;
  my $done = eval { $work->(); 1 };
  my $error = $@;
  check($name, !$done && $error =~ /\b$status\b/) or print $error;
  return $error;
}

my $api = GitLab::API::v4->new(url => "$url/api/v4", private_token => $token);
check('current user', $api->current_user->{username} eq 'demo');
check('version', $api->version->{version} =~ /^\d+\.\d+\.\d+/);
refused('wrong token', 401, sub {
  GitLab::API::v4->new(url => "$url/api/v4", private_token => 'nope')->current_user;
});

my $stamp = sprintf('%d', time * 1000);
$api->create_group({ name => "Perl $stamp", path => "perl-$stamp" });
my $group = $api->group("perl-$stamp");
check('group', $api->group($group->{id})->{full_path} eq "perl-$stamp");
my $project = $api->create_project({ name => 'Perl Service', namespace_id => $group->{id}, initialize_with_readme => 'true' });
check('project', $project->{path_with_namespace} eq "perl-$stamp/perl-service");
my $id = $project->{id};
check('project by path', $api->project($project->{path_with_namespace})->{id} == $id);
check('no project is undef', !defined $api->project('no/such'));
refused('project taken', 400, sub { $api->create_project({ name => 'Perl Service', namespace_id => $group->{id} }) });

my $all = $api->paginator('projects', { per_page => 2, search => 'perl-service' })->all;
check('pages', scalar(grep { $_->{id} == $id } @$all) == 1);
check('group projects', $api->group_projects($group->{id})->[0]{id} == $id);

$api->create_branch($id, { branch => 'feature/p', ref => 'main' });
check('branch', $api->branch($id, 'feature/p')->{name} eq 'feature/p');
check('branches', scalar(@{ $api->branches($id) }) == 2);
$api->create_file($id, 'lib/a b.pm', { branch => 'feature/p', content => "one\n", commit_message => 'add' });
check('file', decode_base64($api->file($id, 'lib/a b.pm', { ref => 'feature/p' })->{content}) eq "one\n");
$api->edit_file($id, 'lib/a b.pm', { branch => 'feature/p', content => "two\n", commit_message => 'change' });
check('raw file', $api->raw_file($id, 'lib/a b.pm', { ref => 'feature/p' }) eq "two\n");
$api->create_commit($id, {
  branch => 'feature/p', commit_message => 'several',
  actions => [{ action => 'create', file_path => 'b.txt', content => "b\n" }],
});
check('commits', $api->commits($id, { ref_name => 'feature/p' })->[0]{title} eq 'several');
check('tree', scalar(@{ $api->tree($id, { ref => 'feature/p' }) }) == 3);
check('compare', scalar(@{ $api->compare($id, { from => 'main', to => 'feature/p' })->{commits} }) == 3);
check('protected', $api->protected_branches($id)->[0]{name} eq 'main');

$api->create_label($id, { name => 'bug', color => '#ff0000' });
check('label', $api->labels($id)->[0]{name} eq 'bug');
$api->create_project_milestone($id, { title => '1.0' });
check('milestone', $api->project_milestones($id)->[0]{title} eq '1.0');
my $issue = $api->create_issue($id, { title => 'Broken', labels => 'bug' });
check('issue', $api->issue($id, $issue->{iid})->{title} eq 'Broken');

my $hook = $api->create_project_hook($id, { url => 'http://127.0.0.1:9/', push_events => 'false' });
check('hook', !$hook->{push_events} && !exists $hook->{token});
$api->delete_project_hook($id, $hook->{id});
check('no hook is undef', !defined $api->project_hook($id, $hook->{id}));

my $mr = $api->create_merge_request($id, { title => 'Perl', source_branch => 'feature/p', target_branch => 'main' });
check('opened', $mr->{iid} == 1 && $mr->{state} eq 'opened');
refused('opened twice', 409, sub {
  $api->create_merge_request($id, { title => 'x', source_branch => 'feature/p', target_branch => 'main' });
});
$api->create_merge_request_note($id, 1, { body => 'Hello' });
check('note', $api->merge_request_notes($id, 1)->[0]{body} eq 'Hello');
my $now;
for (1 .. 100) {
  $now = $api->merge_request($id, 1);
  last if $now->{detailed_merge_status} !~ /^(preparing|unchecked|checking)$/;
  sleep 0.05;
}
check('mergeable', $now->{detailed_merge_status} eq 'mergeable');
check('changes', scalar(@{ $api->merge_request_with_changes($id, 1)->{changes} }) == 2);
check('merged', $api->accept_merge_request($id, 1)->{state} eq 'merged');
check('listed', scalar(@{ $api->merge_requests($id, { state => 'merged' }) }) == 1);

$api->delete_project($id);
check('deletion waits', defined $api->project($id)->{marked_for_deletion_on});
$api->delete_group($group->{id});
print "$checks checks\n";
