using System.ComponentModel;
using System.Diagnostics;

namespace Stopinator.Scheduling.Tests.Preview;

/// <summary>A browser without a window. A test that needs it is skipped where it is not installed.</summary>
internal static class Chromium
{
    private const string RequireVariable = "STOPINATOR_REQUIRE_TOOLS";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What a page looks like, in a light or a dark browser.</summary>
    public static async Task<PngImage> ScreenshotAsync(string html, bool dark, int width, int height)
    {
        var folder = Directory.CreateTempSubdirectory("stopinator-page-");
        try
        {
            var (page, picture) = (Path.Combine(folder.FullName, "page.html"), Path.Combine(folder.FullName, "page.png"));
            await File.WriteAllTextAsync(page, html);
            var error = await RunAsync(
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb",
                $"--user-data-dir={Path.Combine(folder.FullName, "profile")}", FormattableString.Invariant($"--window-size={width},{height}"),
                $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}", $"--screenshot={picture}", new Uri(page).AbsoluteUri);
            if (!File.Exists(picture))
            {
                Assert.False(Environment.GetEnvironmentVariable(RequireVariable) == "true", $"chromium takes no screenshot: {error}");
                Assert.Skip($"chromium is there and takes no screenshot: {error}");
            }

            return PngImage.Read(await File.ReadAllBytesAsync(picture));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return await output + await error;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("chromium", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("chromium is not there. To run this test: apt-get install chromium");
            throw;
        }
    }
}
