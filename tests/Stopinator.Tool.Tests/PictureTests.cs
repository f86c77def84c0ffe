using Stopinator.Tool.Picture;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The lines of the picture of a run: they fit into any console, whatever the instances are called.</summary>
public sealed class PictureTests
{
    private static readonly string?[] Names = ["web", "\u001b[2Jgone", "データベース🚀", new string('x', 256), null, "a\nb\t\u202Ec"];

    [Fact]
    public void Lines_InAConsoleOfAnySize_FitIntoIt()
    {
        foreach (var count in (int[])[1, 7, 500])
        {
            var state = State(count, waves: 5, groups: 4);
            for (var height = 1; height <= 60; height++)
            {
                foreach (var width in (int[])[1, 2, 7, 20, 40, 79, 80, 81, 120, 200])
                {
                    var lines = PictureText.Lines(state, TimeSpan.FromSeconds(61), width, height);

                    Assert.InRange(lines.Count, 1, Math.Max(1, Math.Min(24, height - 1)));
                    Assert.All(lines, line => Assert.InRange(PictureLine.CellsOf(line.ToString()), 0, Math.Max(1, width - 1)));
                    Assert.All(lines, line => Assert.DoesNotMatch(@"[\u0000-\u001F\u007F-\u009F\u202E]", line.ToString()));
                }
            }
        }
    }

    [Fact]
    public void Lines_ManyWaves_LeaveOutThoseThatAreOver()
    {
        var lines = PictureText.Lines(State(60, waves: 30, groups: 1), TimeSpan.Zero, width: 80, height: 24);

        Assert.Contains(lines, line => line.ToString().StartsWith("  wave 19 of team-0", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.ToString() == "  30 waves, of which 10 are over");
        Assert.DoesNotContain(lines, line => line.ToString().StartsWith("  wave 29 ", StringComparison.Ordinal));
    }

    [Fact]
    public void InOneLine_HasTheCountsByOutcome()
    {
        Assert.Equal("0 of 2 done, 0 in motion, 2 waiting, 0 calls", PictureText.InOneLine(RunState.Before(Plan(2, waves: 1, groups: 1))));
        Assert.Equal(
            "20 of 60 done (15 reached, 5 failed), 20 in motion, 20 waiting, 3 calls", PictureText.InOneLine(State(60, waves: 3, groups: 1)));
    }

    [Fact]
    public async Task Stop_OnALiveConsole_DrawsAgainOnlyWhatHasChanged()
    {
        await using var lab = ToolLab.Create(
            fleet => fleet.Add(3, instance => instance.Named("web").Running()), options => options.StopDuration = TimeSpan.FromSeconds(30));
        (lab.IsTerminal, lab.IsLive) = (true, true);

        var result = await lab.RunAsync("stop", "all", "--yes");

        // The time has seconds, so that a picture is drawn once a second although it is looked at four times.
        var drawn = result.Messages.Split("stop 3 of 3 instances  ").Skip(1).Select(picture => picture[..7]).ToList();
        Assert.Equal("0:00:00", drawn[0]);
        Assert.InRange(drawn.Count, 30, 40);

        // Beside that, the beginning and the end of a run draw the picture.
        Assert.InRange(drawn.Count - drawn.Distinct().Count(), 0, 2);
        Assert.DoesNotContain("\u001b[2J", result.Messages, StringComparison.Ordinal);
    }

    // The first third of the instances is done, the second in motion, the third waiting.
    private static RunState State(int count, int waves, int groups)
    {
        var plan = Plan(count, waves, groups);
        return new RunState(plan, new PowerProgress(count, count * 2 / 3, count / 3, Calls: 3)
        {
            Instances =
            [
                .. plan.Decisions.Select((decision, i) =>
                    i < count / 3 ? new InstanceProgress(decision, ProgressStage.Settled, PowerState.Stopped, i % 4 == 3 ? Outcome.Failed : Outcome.Reached)
                    : i < count * 2 / 3 ? new InstanceProgress(decision, ProgressStage.InMotion, PowerState.Stopping, Outcome.Accepted)
                    : new InstanceProgress(decision, ProgressStage.Waiting, PowerState.Running, Outcome: null)),
            ],
        });
    }

    private static PowerPlan Plan(int count, int waves, int groups) =>
        PowerPlan.Create(
            PowerRequest.Stop(InstanceSelector.All),
            Enumerable.Range(0, count).Select(i => new InstanceDecision
            {
                InstanceId = $"i-{i:x17}",
                Instance = new Ec2Instance
                {
                    InstanceId = $"i-{i:x17}",
                    State = PowerState.Running,
                    Tags = Names[i % Names.Length] is { } name ? new Dictionary<string, string> { ["Name"] = name } : [],
                },
                Action = PowerAction.Stop,
                Kind = DecisionKind.Act,
                Reason = ReasonCode.Selected,
                Message = "It is running; EC2 is asked to stop it.",
                Wave = waves - 1 - (i * waves / count),
                Group = $"team-{i % groups}\u001b[31m",
            }));
}
