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

    public const string Source =
        $$"""
        internal static class MutantSwitch
        {
            private static readonly int Number = int.Parse(System.Environment.GetEnvironmentVariable("{{Number}}") ?? "0");
            private static readonly string Control = System.Environment.GetEnvironmentVariable("{{Control}}");
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
        """;
}
