using System.ComponentModel;

namespace Stopinator.Packages.Tests.Support;

/// <summary>The compiler that Native AOT links with. A test of a native program is skipped where it is missing.</summary>
internal static class NativeCompiler
{
    /// <summary>Set to <c>true</c> where the compiler is known to be there: a test that would be skipped then fails.</summary>
    private const string RequireVariable = "STOPINATOR_REQUIRE_AOT";

    private const string Missing =
        "Native AOT needs clang and the headers of zlib, and one of them is missing. To run this test: apt-get install clang zlib1g-dev";

    private static readonly Lazy<Task<bool>> Found = new(FindAsync);

    /// <summary>Looks for clang and for the headers of zlib, once.</summary>
    public static Task<bool> IsThereAsync() => Found.Value;

    /// <summary>Skips the test, or fails it where the compiler is required.</summary>
    public static void Skip()
    {
        Assert.False(Environment.GetEnvironmentVariable(RequireVariable) == "true", Missing);
        Assert.Skip(Missing);
    }

    private static async Task<bool> FindAsync()
    {
        try
        {
            string[] include = ["-fsyntax-only", "-include", "zlib.h", "-x", "c", "/dev/null"];
            return (await Command.RunAsync("clang", Path.GetTempPath(), DotNet.UsersEnvironment(), include)).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
