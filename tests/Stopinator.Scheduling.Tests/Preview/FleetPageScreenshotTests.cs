using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Tests.Preview;

/// <summary>The page in a real browser: it is drawn, and it follows the browser's light or dark setting.</summary>
public sealed class FleetPageScreenshotTests
{
    /// <summary>
    /// True when the browser is dark; then the colours of the page, of running and of stopped hours, and those of the other setting.
    /// </summary>
    [Theory]
    [InlineData(false, 0xF4F6F9, 0x17805A, 0xDFE5EC, 0x0F141B)]
    [LongInlineData(true, 0x0F141B, 0x3FBF8A, 0x2A3542, 0xF4F6F9)]
    public async Task ToHtml_InABrowser_IsDrawnInItsColours(bool dark, int page, int running, int stopped, int otherPage)
    {
        var image = await Chromium.ScreenshotAsync(SomeFleet.PreviewOfAllKinds().ToHtml(), dark, 1000, 1600);

        Assert.Equal((1000, 1600), (image.Width, image.Height));
        Assert.InRange(image.Share(page), 0.1, 0.7);
        Assert.InRange(image.Share(running), 0.02, 0.5);
        Assert.InRange(image.Share(stopped), 0.02, 0.5);
        Assert.InRange(image.Share(otherPage), 0, 0.01);
    }
}
