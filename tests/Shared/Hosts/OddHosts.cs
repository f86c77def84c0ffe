namespace Stopinator.Tests.Shared.Hosts;

/// <summary>Machines that lack something or are set up oddly, each as the command that runs a program there.</summary>
internal static class OddHosts
{
    /// <summary>Gets the command that runs a program where nothing can be written. Needs the rights of root.</summary>
    public static string[] ReadOnly { get; } =
        ["unshare", "--mount", "sh", "-c", "mount --make-rprivate / && mount -o remount,bind,ro / && exec \"$@\"", "sh"];

    /// <summary>Gets the hosts by name. Each starts a process, so a plain <c>dotnet test</c> takes five of them.</summary>
    public static TheoryData<string, string[]> All { get; } = new()
    {
        { "no HOME", ["env", "-u", "HOME"] },
        WhenLong("a HOME that does not exist", ["env", "HOME=/nonexistent"]),
        { "no folder for temporary files", ["env", "TMPDIR=/nonexistent"] },
        { "no cultures", ["env", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1"] },
        { "Turkish", ["env", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8"] },
        WhenLong("Persian", ["env", "LANG=fa_IR.UTF-8", "LC_ALL=fa_IR.UTF-8"]),
        WhenLong("Thai", ["env", "LANG=th_TH.UTF-8", "LC_ALL=th_TH.UTF-8"]),
        WhenLong("no locale", ["env", "-u", "LANG", "-u", "LC_ALL"]),
        WhenLong("a zone of the machine", ["env", "TZ=Asia/Kathmandu"]),
        WhenLong("a zone that does not exist", ["env", "TZ=Nowhere/Land"]),
        WhenLong("one processor", ["env", "DOTNET_PROCESSOR_COUNT=1"]),
        { "a heap of 64 MB", ["env", "DOTNET_GCHeapHardLimit=0x4000000"] },
        WhenLong(
            "a proxy beside the endpoint",
            ["env", "HTTP_PROXY=http://127.0.0.1:9", "HTTPS_PROXY=http://127.0.0.1:9", "NO_PROXY=127.0.0.1"]),
        WhenLong("a terminal without a name", ["env", "-u", "TERM"]),
    };

    private static TheoryDataRow<string, string[]> WhenLong(string host, string[] command) =>
        new(host, command) { Skip = LongTests.AreOn ? null : LongTests.Reason };
}
