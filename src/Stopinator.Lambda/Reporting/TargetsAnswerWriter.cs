using Stopinator.Lambda.Events;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Reporting;

/// <summary>
/// Writes the result of a run at many targets within a size. When the answer is too large, the details of the instances are left out first,
/// then the instances, then the targets, successful ones before the others. The counts stay exact.
/// </summary>
internal static class TargetsAnswerWriter
{
    /// <summary>Writes the answer; null when not even the remaining command fits.</summary>
    public static byte[]? Write(TargetsResult result, int maxBytes)
    {
        var all = result.Report.Targets;
        TargetReport[] important = [.. all.OrderBy(target => target.IsSuccess)];
        foreach (var remaining in Remainders(result))
        {
            if (Fitting(write => Write(result, remaining, all, write)) is { } whole)
            {
                return whole;
            }

            // Halves the list until it fits: an answer is at most some hundred kilobytes, and this costs a few writes.
            for (var count = important.Length; count > 0; count /= 2)
            {
                if (Fitting(write => Write(result, remaining, important[..count], write), TargetDetail.Counts) is { } answer)
                {
                    return answer;
                }
            }

            if (Fitting(write => Write(result, remaining, [], write), TargetDetail.Counts) is { } frame)
            {
                return frame;
            }
        }

        return null;

        byte[]? Fitting(Func<TargetDetail, byte[]> write, TargetDetail first = TargetDetail.Whole)
        {
            for (var detail = first; detail <= TargetDetail.Counts; detail++)
            {
                if (write(detail) is { } answer && answer.Length <= maxBytes)
                {
                    return answer;
                }
            }

            return null;
        }
    }

    // A run works from the states it finds, so the names of targets, or no names, also select the remainder. The exception is a reboot,
    // which would be repeated.
    private static IEnumerable<FunctionCommand?> Remainders(TargetsResult result)
    {
        yield return result.Remaining;
        if (result.Remaining is { } remaining && result.Request.Action != PowerAction.Reboot)
        {
            yield return remaining with { Targets = [.. remaining.Targets.Select(target => new CommandTarget(target.Name))] };
            yield return remaining with { Targets = [] };
        }
    }

    private static byte[] Write(
        TargetsResult result, FunctionCommand? remaining, IReadOnlyCollection<TargetReport> targets, TargetDetail detail)
    {
        var isWhole = detail == TargetDetail.Whole && targets.Count == result.Report.Targets.Length;
        return Json.ObjectOf(writer =>
        {
            TargetsWriter.WriteFigures(writer, result);
            writer.WriteStartArray("targets");
            foreach (var target in targets)
            {
                TargetsWriter.Write(writer, target, detail);
            }

            writer.WriteEndArray();
            if (isWhole && result.UnknownSchedules is not null)
            {
                UnknownSchedulesWriter.Write(writer, result.UnknownSchedules);
            }

            CatalogProblemsWriter.Write(writer, isWhole ? result.CatalogProblems : [.. result.CatalogProblems.Take(1)]);
            writer.WriteBoolean("isSuccess", result.IsSuccess);
            if (!isWhole)
            {
                writer.WriteBoolean("shortened", value: true);
                writer.WriteNumber("omittedTargets", result.Report.Targets.Length - targets.Count);
            }

            if (remaining is not null)
            {
                writer.WritePropertyName("remaining");
                CommandWriter.Write(writer, remaining);
            }
        });
    }
}
