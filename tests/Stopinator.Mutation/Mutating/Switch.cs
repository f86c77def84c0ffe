namespace Stopinator.Mutation.Mutating;

/// <summary>The class that is compiled into the mutated assembly and turns one mutant on.</summary>
internal static class Switch
{
    /// <summary>The number of the mutant that is on.</summary>
    public const string Number = "STOPINATOR_MUTANT";

    /// <summary><c>fault</c> throws where the mutant is, and <c>same</c> runs the code as it is: the two controls.</summary>
    public const string Control = "STOPINATOR_MUTANT_CONTROL";

    /// <summary>A file that gets the numbers of the mutants that the process reached.</summary>
    public const string Reached = "STOPINATOR_MUTANT_REACHED";

    /// <summary>The program of tests that is run again and again, as the lines of the input ask.</summary>
    public const string Loop = "STOPINATOR_MUTANT_LOOP";

    /// <summary>The beginning of a line of the output that has the end of a run.</summary>
    public const string Answer = "STOPINATOR_MUTANT_ANSWER";

    public const string Source =
        $$"""
        internal static class MutantSwitch
        {
            internal static int Number = int.Parse(System.Environment.GetEnvironmentVariable("{{Number}}") ?? "0");
            internal static string Control = System.Environment.GetEnvironmentVariable("{{Control}}");
            private static readonly bool[] Seen = new bool[100_000];

            static MutantSwitch()
            {
                if (System.Environment.GetEnvironmentVariable("{{Reached}}") is { Length: > 0 } file)
                {
                    System.AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.File.WriteAllLines(file, Numbers());
                }
            }

            internal static bool Is(int number)
            {
                Seen[number] = true;
                return number == Number && Control switch
                {
                    "fault" => throw new System.InvalidOperationException("A planted fault."),
                    "same" => false,
                    _ => true,
                };
            }

            private static System.Collections.Generic.IEnumerable<string> Numbers()
            {
                for (var number = 0; number < Seen.Length; number++)
                {
                    if (Seen[number])
                    {
                        yield return number.ToString();
                    }
                }
            }
        }

        internal static class StartupHook
        {
            public static void Initialize()
            {
                if (System.Environment.GetEnvironmentVariable("{{Loop}}") is not { Length: > 0 } program)
                {
                    return;
                }

                System.Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
                var answers = System.Console.Out;
                var main = System.Reflection.Assembly.Load(program).EntryPoint;
                while (System.Console.In.ReadLine() is { } line)
                {
                    var words = line.Split('\t');
                    (MutantSwitch.Number, MutantSwitch.Control) = (int.Parse(words[0]), words[1]);
                    var output = new System.IO.StringWriter();
                    System.Console.SetOut(System.IO.TextWriter.Synchronized(output));
                    var status = -1;
                    try
                    {
                        status = (int)main.Invoke(null, new object[] { words[2..] });
                    }
                    catch (System.Exception exception)
                    {
                        System.Console.Out.Write(exception);
                    }

                    MutantSwitch.Number = 0;
                    var text = System.Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(output.ToString()));
                    answers.WriteLine("{{Answer}}\t" + status + "\t" + text);
                    answers.Flush();
                }

                System.Environment.Exit(0);
            }
        }
        """;
}
