namespace Stopinator.Tests.Iam;

public sealed class SchedulesPolicyTests
{
    [Theory]
    [InlineData("ssm:/power/schedules", "ReadParameters ssm:GetParameter arn:aws:ssm:*:*:parameter/power/schedules")]
    [InlineData("ssm:/power/*.ics", "ReadParameters ssm:GetParameter arn:aws:ssm:*:*:parameter/power/*.ics")]
    [InlineData(
        "ssm:/power/",
        "ReadParametersUnderPath ssm:GetParametersByPath arn:aws:ssm:*:*:parameter/power,arn:aws:ssm:*:*:parameter/power/*")]
    [InlineData("s3://bucket/a b/schedules.json", "ReadObjects s3:GetObject arn:aws:s3:::bucket/a b/schedules.json")]
    [InlineData("s3://bucket/a/*.ics", "ReadObjects s3:GetObject arn:aws:s3:::bucket/a/*.ics")]
    public void ForSchedules_ALocation_AllowsReadingThatAndNothingElse(string location, string expected) =>
        Assert.Equal(expected, Assert.Single(Texts(IamPolicy.ForSchedules([location]))));

    [Fact]
    public void ForSchedules_SeveralLocations_HasAStatementForEachKindInThePlaceOfTheOptions() => Assert.Equal(
        [
            "ReadParameters ssm:GetParameter arn:aws-cn:ssm:cn-north-1:111122223333:parameter/a,arn:aws-cn:ssm:cn-north-1:111122223333:parameter/b",
            "ReadObjects s3:GetObject arn:aws-cn:s3:::bucket/c",
        ],
        Texts(IamPolicy.ForSchedules(
            ["ssm:/a", "s3://bucket/c", "ssm:/b", "ssm:/a"],
            new() { Partition = "aws-cn", Region = "cn-north-1", Account = "111122223333" })));

    [Theory]
    [InlineData("ssm:/")]
    [InlineData("ssm:/*")]
    [InlineData("ssm:/a/*/")]
    [InlineData("ssm:/a*.ics")]
    [InlineData("s3://bucket/")]
    [InlineData("s3://bucket/*")]
    [InlineData("s3://bucket/a*.ics")]
    [InlineData("s3://bucket/${aws:username}")]
    [InlineData("s3://*/a")]
    [InlineData("schedules.json")]
    [InlineData("ssm:/a\n")]
    public void ForSchedules_ATextThatStandsForMoreOrForNothing_IsRefused(string location) => Assert.Contains(
        "is not a location that IAM guards",
        Assert.Throws<ArgumentException>(() => IamPolicy.ForSchedules([location])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ForSchedules_NothingTooMuchOrAMalformedOption_IsRefused()
    {
        Assert.Contains(
            "no location", Assert.Throws<ArgumentException>(() => IamPolicy.ForSchedules([])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => IamPolicy.ForSchedules(["ssm:/a"], new() { Account = "1" }));
        Assert.Contains(
            "10,240",
            Assert.Throws<ArgumentException>(() => IamPolicy.ForSchedules(Enumerable.Range(0, 400).Select(i => $"ssm:/power/schedules/{i}"))).Message,
            StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(IamPolicy policy) => policy.Statements
        .Select(statement => $"{statement.Sid} {string.Join(",", statement.Actions)} {string.Join(",", statement.Resources)}");
}
