// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <tl/expected.hpp>
#include <utility>

namespace tuilerie {

/// What kind of failure it is, for programs: exit codes, HTTP statuses and retries are chosen by it.
enum class ErrorCode {
    Invalid,     ///< the input or a parameter is wrong; the same call fails again (HTTP 400)
    Unsupported, ///< understood, but not something this program does (HTTP 400)
    NotFound,    ///< a file, layer, tile or entity does not exist (HTTP 404)
    Conflict,    ///< it exists already or is in use (HTTP 409)
    Denied,      ///< no permission, no token or a wrong one (HTTP 401/403)
    Corrupt,     ///< bytes that cannot be what they claim to be: truncated, wrong checksum
    Io,          ///< the operating system refused: the disk, a device (HTTP 500)
    DiskFull,    ///< no space left, or a quota is used up (HTTP 507)
    Busy,        ///< too much work waits already; trying again later may work (HTTP 503)
    Network,     ///< the other side did not answer; trying again may work
    Cancelled,   ///< somebody asked to stop; not an error to show
    Paused,      ///< somebody asked to pause; what is done is kept and can be resumed
    Internal     ///< a defect of ours
};

/// The one error type. `message` is for the user, translated, and says what to do; `detail` is for the log.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString message;
    QString detail;

    bool operator==(const Error &) const = default;
};

/// What every fallible function returns. Exceptions never cross a room's border.
template <typename T> using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> fail(ErrorCode code, QString message, QString detail = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(detail)});
}
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

/// The error of the last failed system call on `path`, as a sentence that says what to do.
/// Thread-safe; call it right after the failure, it reads errno.
Error errorFromErrno(const QString &action, const QString &path);

/// The word of an error code in JSON answers and logs: "invalid", "disk-full" and so on.
QString errorCodeName(ErrorCode code);

} // namespace tuilerie

/// Gives the error on to the caller, or goes on with `name` holding the value.
#define TUILERIE_TRY(name, expression)                                                                                      \
    auto name##Result = (expression);                                                                                       \
    if (!name##Result)                                                                                                      \
        return ::tuilerie::fail(std::move(name##Result.error()));                                                           \
    auto &&name = *name##Result

/// The same for a Status.
#define TUILERIE_CHECK(expression)                                                                                          \
    do {                                                                                                                    \
        if (auto checked = (expression); !checked)                                                                          \
            return ::tuilerie::fail(std::move(checked.error()));                                                            \
    } while (false)
