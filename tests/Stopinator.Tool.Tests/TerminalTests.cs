using System.Globalization;
using System.Text.RegularExpressions;
using Stopinator.Testing;
using Stopinator.Tests.Shared;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The picture of a run, as a person sees it in a terminal.</summary>
/// <remarks><c>STOPINATOR_ACCEPT_SCREENS=1</c> writes the files in Pictures/.</remarks>
public sealed partial class TerminalTests
{
    private const int Rows = 40;
    private const string WaveTag = "wave";

    private static readonly int[] Columns = [80, 120, 200];

    private static readonly (int Last, int Middle, int First)[] Waves = [(1, 3, 1), (100, 250, 150), (300, 500, 4200)];

    /// <summary>
    /// The columns, and the instances of the waves 2, 1 and 0, which stop in this order. A plain <c>dotnet test</c> takes each width and
    /// each fleet once.
    /// </summary>
    public static TheoryData<int, int, int, int> Fleets { get; } =
    [
        .. from column in Enumerable.Range(0, Columns.Length)
           from wave in Enumerable.Range(0, Waves.Length)
           select new TheoryDataRow<int, int, int, int>(Columns[column], Waves[wave].Last, Waves[wave].Middle, Waves[wave].First)
           {
               Skip = column == wave || LongTests.AreOn ? null : LongTests.Reason,
           },
    ];

    [Theory]
    [MemberData(nameof(Fleets))]
    public async Task Stop_InATerminal_DrawsThePictureOfTheFile(int columns, int last, int middle, int first)
    {
        Tmux.Require();
        var count = last + middle + first;
        await using var ec2 = await FleetAsync(last, middle, first);
        await using var terminal = await Tmux.StartAsync(columns, Rows, ToolProcess.CommandLine(
            "stop", "all", "--yes", "--order-tag", WaveTag, "--max-instances", $"{count}", "--endpoint", ec2.Endpoint.ToString()));

        // Wave 2 is stopped, and so are a third of wave 1, whose protected instance is refused.
        var reached = last + ((middle - 1) / 3);
        var picture = await PictureAsync(terminal, string.Create(
            CultureInfo.InvariantCulture,
            $"{reached + 1:#,0} of {count:#,0} done, {count - first - reached - 1:#,0} in motion, {first:#,0} waiting"));
        await terminal.InterruptAsync();
        var end = await terminal.WaitForAsync("Cancelled; the report has what was done.");

        var file = Path.Combine("tests", "Stopinator.Tool.Tests", "Pictures", $"{count}-instances-{columns}-columns.txt");
        if (Environment.GetEnvironmentVariable("STOPINATOR_ACCEPT_SCREENS") == "1")
        {
            await File.WriteAllTextAsync(Path.Combine(Repository.Root, file), picture);
        }

        Assert.Equal(Repository.Read(file), picture);
        Assert.All(picture.Split('\n'), line => Assert.InRange(line.Length, 0, columns - 1));
        Assert.DoesNotContain(" in motion", end, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_InATerminal_AsksDrawsAndLeavesTheReport()
    {
        Tmux.Require();
        await using var ec2 = await SimulatedEc2.StartAsync(
            fleet => fleet.Add(5, instance => instance.Running()), new SimulatedEc2Options { StopDuration = TimeSpan.FromMinutes(5) });
        await using var terminal = await Tmux.StartAsync(
            columns: 80, Rows, ToolProcess.CommandLine("stop", "all", "--endpoint", ec2.Endpoint.ToString()));

        await terminal.WaitForAsync("Stop 5 of 5 instances?");
        await terminal.TypeAsync("y");
        var screen = await terminal.WaitForAsync("5 in motion");
        foreach (var instance in ec2.Instances)
        {
            ec2.SetState(instance.Id, SimulatedState.Stopped);
        }

        var end = await terminal.WaitForAsync("stop: 5 reached");

        Assert.Equal(1, screen.Split(" in motion").Length - 1);
        Assert.DoesNotContain(" in motion", end, StringComparison.Ordinal);
    }

    // The screen may be read while it is drawn. A picture that is the same a second later was read as a whole.
    private static async Task<string> PictureAsync(Tmux terminal, string text)
    {
        var screen = await terminal.WaitForAsync(text);
        while (true)
        {
            var time = Time().Match(screen).Value;
            var next = await terminal.WaitForAsync(text, later => Time().Match(later).Value != time);
            if (PictureIn(next) == PictureIn(screen))
            {
                return PictureIn(next);
            }

            screen = next;
        }
    }

    private static string PictureIn(string screen) =>
        Time().Replace(string.Join('\n', screen.Split('\n').SkipWhile(line => !Time().IsMatch(line))).TrimEnd('\n') + "\n", "0:00:00");

    // A stop takes an hour, except for those that the endpoint stops as soon as it is asked.
    private static async Task<SimulatedEc2> FleetAsync(int last, int middle, int first)
    {
        var ec2 = await SimulatedEc2.StartAsync(
            fleet =>
            {
                fleet.Add(last, (instance, index) => instance.Named($"web-{index + 1}").Tagged(WaveTag, "2").Running());
                fleet.Add(middle, (instance, index) => Named(instance, index).Tagged(WaveTag, "1").Running());
                fleet.Add(first, (instance, index) => instance.Named($"db-{index + 1}").Running());
            },
            new SimulatedEc2Options { StopDuration = TimeSpan.FromHours(1) });
        string[] quick = [.. ec2.Instances.Take(last).Concat(ec2.Instances.Skip(last).Where((_, index) => index < middle - 1 && index % 3 == 2)).Select(instance => instance.Id)];
        ec2.SetStopProtection(ec2.Instances[last + middle - 1].Id, isProtected: true);
        ec2.Faults.On("StopInstances").Always().DoAfterActing(() =>
        {
            foreach (var id in quick.Where(id => ec2[id].State == SimulatedState.Stopping))
            {
                ec2.SetState(id, SimulatedState.Stopped);
            }
        });
        return ec2;
    }

    // Texts that could move the cursor, wide characters, and a name that is too long.
    private static InstanceBuilder Named(InstanceBuilder instance, int index) =>
        instance.Named((index % 10) switch
        {
            0 => "\u202E\u009b31mred",
            1 => "データベース",
            3 => $"a-name-that-is-longer-than-its-column-{index}",
            _ => $"api-{index}",
        });

    [GeneratedRegex("(?<=instances  )[0-9]:[0-9]{2}:[0-9]{2}")]
    private static partial Regex Time();
}
