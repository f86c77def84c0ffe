using System.Reflection;

namespace Stopinator.Lambda.Tests.Running;

/// <summary>The static handler, as hosts find it by its name.</summary>
public sealed class HandlerTests
{
    [Fact]
    public void HandleAsync_ForAHandlerString_IsTheOnlyOneOfItsName()
    {
        // Such a host looks through everything, takes exactly a stream, and refuses overloads.
        const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

        var handler = Assert.Single(typeof(StopinatorFunction).GetMethods(Everything), method => method.Name == "HandleAsync");

        Assert.True(handler is { IsPublic: true, IsStatic: true, IsGenericMethod: false });
        Assert.Equal([typeof(Stream)], handler.GetParameters().Select(parameter => parameter.ParameterType));
        Assert.Equal(typeof(Task<Stream>), handler.ReturnType);
    }
}
