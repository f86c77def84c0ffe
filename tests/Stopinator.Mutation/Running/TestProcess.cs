using System.Diagnostics;
using System.Globalization;
using System.Text;
using Switch = Stopinator.Mutation.Mutating.Switch;

namespace Stopinator.Mutation.Running;

/// <summary>A process that runs tests again and again, each time with another mutant, so that their code is compiled once.</summary>
internal sealed class TestProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts the process.</summary>
    /// <param name="program">The program of the tests.</param>
    /// <param name="mutated">The mutated assembly, which has the loop.</param>
    public TestProcess(string program, string mutated)
    {
        var start = new ProcessStartInfo("dotnet", [program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment[Switch.Loop] = Path.GetFileNameWithoutExtension(program);
        start.Environment["DOTNET_STARTUP_HOOKS"] = mutated;
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <summary>Runs tests with a mutant. When they take too long or end the process, the process is gone.</summary>
    public async Task<Command> RunAsync(int mutant, string control, IEnumerable<string> arguments, TimeSpan most)
    {
        var watch = Stopwatch.StartNew();
        using var limit = new CancellationTokenSource(most);
        try
        {
            var line = string.Join('\t', [mutant.ToString(CultureInfo.InvariantCulture), control, .. arguments]);
            await _process.StandardInput.WriteLineAsync(line.AsMemory(), limit.Token);
            await _process.StandardInput.FlushAsync(limit.Token);
            while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } answer)
            {
                // What is no answer was written past the writer of the console.
                if (answer.StartsWith(Switch.Answer, StringComparison.Ordinal) && answer.Split('\t') is [_, var status, var text])
                {
                    return new Command(
                        int.Parse(status, CultureInfo.InvariantCulture), Encoding.UTF8.GetString(Convert.FromBase64String(text)),
                        watch.Elapsed);
                }
            }

            return new Command(-1, "The process ended.", watch.Elapsed);
        }
        catch (OperationCanceledException)
        {
            return new Command(null, "", watch.Elapsed);
        }
        catch (IOException exception)
        {
            return new Command(-1, exception.Message, watch.Elapsed);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
