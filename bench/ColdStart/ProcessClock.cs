using System.Runtime.InteropServices;

namespace Stopinator.Bench;

/// <summary>The processor time of another process to the nanosecond; <c>/proc</c> counts in steps of 10 ms.</summary>
internal static partial class ProcessClock
{
    public static TimeSpan Read(int processId)
    {
        var time = new long[2];
        return GetClock(processId, out var clock) == 0 && GetTime(clock, time) == 0
            ? TimeSpan.FromSeconds(time[0]) + TimeSpan.FromMicroseconds(time[1] / 1000.0)
            : throw new InvalidOperationException($"The processor time of process {processId} cannot be read.");
    }

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetClock(int processId, out int clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, [Out] long[] time);
}
