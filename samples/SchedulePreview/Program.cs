// What would the tags of my fleet do? Seven days of every schedule from today, the decision at an instant and why, and what it saves. It
// changes nothing.
//
//   dotnet run --project samples/SchedulePreview                                     the fleet in fleet.json
//   dotnet run --project samples/SchedulePreview -- --file mine.json --html week.html    your own file, and a page for a browser
//   dotnet run --project samples/SchedulePreview -- --region eu-west-1 --html week.html  the instances of your AWS account: describe calls only
//   dotnet run --project samples/SchedulePreview -- --what-if "stopinator:schedule=mon-fri 08:00-18:00 Europe/Paris" --at 2026-11-20T19:00Z

using SchedulePreviewSample;
using Stopinator;
using Stopinator.Scheduling;

return await CommandLine.RunAsync(args, async (settings, cancellationToken) =>
{
    var fleet = await FleetFile.ReadAsync(settings.File, cancellationToken);
    var options = new ScheduledPowerOptions { Tags = fleet.Tags(settings.TagKey) };
    if (settings.WhatIf.Count > 0)
    {
        var answer = InstancePreview.WhatIf(new("what-if", settings.WhatIf), options, settings.At);
        Console.WriteLine(answer.Week is null ? answer.Explanation : $"{answer.Week}\n{answer.Explanation}");
        return answer.Problem is null ? 0 : 1;
    }

    var instances = settings.IsLive ? await FindAsync(settings, cancellationToken) : fleet.Instances;
    var preview = settings.IsCalendarWeek
        ? FleetPreview.OfWeek(instances, options, settings.At)
        : FleetPreview.WeekAhead(instances, options, settings.At);
    Console.WriteLine(preview);
    if (settings.Html is { } html)
    {
        await File.WriteAllTextAsync(html, preview.ToHtml(), cancellationToken);
        Console.WriteLine($"Written: {Path.GetFullPath(html)}");
    }

    return 0;
});

static async Task<IReadOnlyList<PreviewInstance>> FindAsync(Settings settings, CancellationToken cancellationToken)
{
    var options = new StopinatorOptions();
    (options.Ec2.Region, options.Ec2.Profile, options.Ec2.EndpointUrl) = (settings.Region, settings.Profile, settings.Endpoint);
    using var power = new InstancePowerService(options);
    return await power.FindAsync(settings.Selector, cancellationToken).Select(PreviewInstance.Of).ToListAsync(cancellationToken);
}
