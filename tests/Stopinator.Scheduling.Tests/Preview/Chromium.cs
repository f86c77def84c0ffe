using System.ComponentModel;
using System.Diagnostics;

namespace Stopinator.Scheduling.Tests.Preview;

/// <summary>A browser without a window. A test that needs it is skipped where there is none.</summary>
internal static class Chromium
{
    /// <summary>Set to <c>true</c> where a browser is known to be there: what would be skipped then fails.</summary>
    private const string RequireVariable = "STOPINATOR_REQUIRE_CHROMIUM";

    /// <summary>The names under which it is installed, the first that is there counts.</summary>
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Takes a picture of a page, in a light or a dark browser.</summary>
    public static async Task<PngImage> ScreenshotAsync(string html, bool dark, int width, int height)
    {
        var folder = Directory.CreateTempSubdirectory("stopinator-page-");
        try
        {
            var (page, picture) = (Path.Combine(folder.FullName, "page.html"), Path.Combine(folder.FullName, "page.png"));
            await File.WriteAllTextAsync(page, html);
            var error = await RunAsync(
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb",
                $"--user-data-dir={Path.Combine(folder.FullName, "profile")}",
                FormattableString.Invariant($"--window-size={width},{height}"),
                $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}", $"--screenshot={picture}", new Uri(page).AbsoluteUri);
            if (!File.Exists(picture))
            {
                SkipOrFail($"chromium is there and takes no screenshot: {error}");
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
        foreach (var program in Programs)
        {
            try
            {
                return Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            }
            catch (Win32Exception)
            {
                // Not there under this name.
            }
        }

        SkipOrFail("chromium is not there. To run this test: apt-get install chromium");
        throw new UnreachableException();
    }

    private static void SkipOrFail(string message)
    {
        Assert.False(Environment.GetEnvironmentVariable(RequireVariable) == "true", message);
        Assert.Skip(message);
    }
}
