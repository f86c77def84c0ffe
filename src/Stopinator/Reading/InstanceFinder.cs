using System.Runtime.CompilerServices;
using Stopinator.Calls;
using Stopinator.Diagnostics;
using Stopinator.Ec2;
using Stopinator.Selection;

namespace Stopinator.Reading;

/// <summary>Finds the instances of a selector, each instance once, as the pages arrive.</summary>
internal sealed class InstanceFinder(Ec2Calls ec2)
{
    // EC2 may return empty pages where a filter leaves few instances, but not this many.
    private const int MaxEmptyPages = 1_000;

    public async IAsyncEnumerable<FoundInstance> FindAsync(
        InstanceSelector selector, CallDeadline deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var missing = new List<FoundInstance>();
        foreach (var branch in SelectorCompiler.Compile(selector))
        {
            var found = IsDecidedHere(branch)
                ? ReadAsync(branch, deadline, cancellationToken)
                : ReadAndCompareAsync(branch, deadline, cancellationToken);
            await foreach (var instance in found.ConfigureAwait(false))
            {
                if (instance.Instance is null)
                {
                    missing.Add(instance);
                }
                else if (seen.Add(instance.InstanceId))
                {
                    yield return instance;
                }
            }
        }

        // An instance that one describe did not return may be in another.
        foreach (var instance in missing.Where(instance => seen.Add(instance.InstanceId)))
        {
            yield return instance;
        }
    }

    /// <summary>Reads the current state of instances by id. An id that EC2 does not show is returned without an instance.</summary>
    public IAsyncEnumerable<FoundInstance> ReadAsync(IEnumerable<string> ids, CallDeadline deadline, CancellationToken cancellationToken) =>
        ReadAsync(new DescribeBranch { Ids = [.. ids] }, deadline, cancellationToken);

    private static bool IsDecidedHere(DescribeBranch branch) => branch.Checks.Concat(branch.Exclusions).All(InstanceMatcher.CanMatch);

    // These are loops rather than lambdas: they run for every instance, and allocate nothing.
    private static bool Fits(SelectorNode[] checks, SelectorNode[] exclusions, Ec2Instance instance)
    {
        foreach (var check in checks)
        {
            if (!InstanceMatcher.Matches(check, instance))
            {
                return false;
            }
        }

        foreach (var exclusion in exclusions)
        {
            if (InstanceMatcher.Matches(exclusion, instance))
            {
                return false;
            }
        }

        return true;
    }

    private async IAsyncEnumerable<FoundInstance> ReadAsync(
        DescribeBranch branch, CallDeadline deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // With filters beside the ids, an instance that is not found may exist and not match.
        var asked = branch.Ids?.ToHashSet(StringComparer.Ordinal);
        var missing = asked is not null && branch is { Filters.Count: 0, Checks.Length: 0 }
            ? new HashSet<string>(asked, StringComparer.Ordinal)
            : [];
        var checks = branch.Checks.Where(InstanceMatcher.CanMatch).ToArray();
        var exclusions = branch.Exclusions.Where(InstanceMatcher.CanMatch).ToArray();
        foreach (var query in BranchQueries.Of(branch))
        {
            await foreach (var instance in ReadAsync(query, deadline, cancellationToken).ConfigureAwait(false))
            {
                missing.Remove(instance.InstanceId);

                // EC2 returns only what was asked for. An emulator or a test may return more, which must not be acted on.
                if (asked?.Contains(instance.InstanceId) != false && Fits(checks, exclusions, instance))
                {
                    yield return new FoundInstance(instance.InstanceId, instance);
                }
            }
        }

        foreach (var id in missing)
        {
            yield return new FoundInstance(id, Instance: null);
        }
    }

    // Exclusions that only EC2 can evaluate are read after the first describe, so that a tag set in between still excludes.
    private async IAsyncEnumerable<FoundInstance> ReadAndCompareAsync(
        DescribeBranch branch, CallDeadline deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = await ReadAsync(branch, deadline, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var check in branch.Checks.Where(check => !InstanceMatcher.CanMatch(check)))
        {
            var ids = await IdsOfAsync(check, deadline, cancellationToken).ConfigureAwait(false);
            found.RemoveAll(instance => !ids.Contains(instance.InstanceId));
        }

        foreach (var exclusion in branch.Exclusions.Where(exclusion => !InstanceMatcher.CanMatch(exclusion)))
        {
            var ids = await IdsOfAsync(exclusion, deadline, cancellationToken).ConfigureAwait(false);
            found.RemoveAll(instance => ids.Contains(instance.InstanceId));
        }

        foreach (var instance in found)
        {
            yield return instance;
        }
    }

    private async Task<HashSet<string>> IdsOfAsync(SelectorNode node, CallDeadline deadline, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var instance in FindAsync(new InstanceSelector(node), deadline, cancellationToken).ConfigureAwait(false))
        {
            ids.Add(instance.InstanceId);
        }

        return ids;
    }

    private async IAsyncEnumerable<Ec2Instance> ReadAsync(
        InstanceQuery query, CallDeadline deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mayRestart = true;
        var emptyPages = 0;
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pending = ec2.DescribeAsync(query, deadline, reading.Token);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                InstancePage page;
                try
                {
                    page = await pending.ConfigureAwait(false);
                }
                catch (Ec2Exception expired)
                    when (mayRestart && query.PageToken is not null
                        && expired.Code is Ec2ErrorCode.InvalidPageToken or Ec2ErrorCode.InvalidNextToken)
                {
                    mayRestart = false;
                    tokens.Clear();
                    query = query with { PageToken = null };
                    pending = ec2.DescribeAsync(query, deadline, reading.Token);
                    continue;
                }
                catch (Ec2Exception unknown) when (WithoutUnknownIds(query, unknown) is { } rest)
                {
                    if (rest.InstanceIds.IsEmpty)
                    {
                        yield break;
                    }

                    query = rest;
                    pending = ec2.DescribeAsync(query, deadline, reading.Token);
                    continue;
                }
                catch (OperationCanceledException)
                {
                    // The caller's own token is checked, not the token linked to it.
                    cancellationToken.ThrowIfCancellationRequested();
                    throw;
                }

                emptyPages = page.Instances.IsEmpty ? emptyPages + 1 : 0;
                if (emptyPages > MaxEmptyPages)
                {
                    throw new Ec2Exception(
                        Ec2ErrorCode.AnswerUnreadable,
                        FormattableString.Invariant(
                            $"EC2 gave {emptyPages} pages in a row without an instance; reading on would never end."));
                }

                // The next page is read while the caller processes this page.
                if (page.NextPageToken is { } token)
                {
                    query = query with { PageToken = NotYetRead(token, tokens) };
                    pending = ec2.DescribeAsync(query, deadline, reading.Token);
                }

                foreach (var instance in page.Instances)
                {
                    yield return instance;
                }

                if (page.NextPageToken is null)
                {
                    yield break;
                }
            }
        }
        finally
        {
            // A caller that stops early does not need the page that is being read.
            await reading.CancelAsync().ConfigureAwait(false);
            await pending.ContinueWith(
                static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    private static string NotYetRead(string token, HashSet<string> tokens) =>
        tokens.Add(token)
            ? token
            : throw new Ec2Exception(
                Ec2ErrorCode.AnswerUnreadable, "The answer names a next page that was read before; reading on would never end.");

    /// <summary>Returns the query without the ids that the error names as unknown; null for any other error.</summary>
    private static InstanceQuery? WithoutUnknownIds(InstanceQuery query, Ec2Exception error) =>
        error.Code.StartsWith("InvalidInstanceID", StringComparison.Ordinal)
            && query.InstanceIds.Intersect(error.InstanceIds, StringComparer.Ordinal).Any()
            ? query with { InstanceIds = [.. query.InstanceIds.Except(error.InstanceIds, StringComparer.Ordinal)] }
            : null;
}

/// <summary>A selected instance. <paramref name="Instance"/> is null for an id that EC2 does not know.</summary>
internal sealed record FoundInstance(string InstanceId, Ec2Instance? Instance);
