// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/barrier.h"

#include <QCoreApplication>

#include <exception>
#include <new>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Work", text);
}

Error describe()
{
    try {
        throw;
    } catch (const std::bad_alloc &) {
        return {ErrorCode::Io,
            tr("There is not enough memory. Give the work less memory or fewer workers, or close other programs, then "
               "resume."),
            QStringLiteral("std::bad_alloc")};
    } catch (const std::exception &exception) {
        return {ErrorCode::Internal, tr("The program failed at its own work. Resume, and report it if it happens again."),
            QString::fromLocal8Bit(exception.what())};
    } catch (...) {
        return {ErrorCode::Internal, tr("The program failed at its own work. Resume, and report it if it happens again."),
            QStringLiteral("an exception of an unknown kind")};
    }
}

} // namespace

Error errorOfException() noexcept
{
    try {
        return describe();
    } catch (...) {
        // Not even the sentence fits into memory: this one lies in the program.
        return {ErrorCode::Io, QStringLiteral("There is not enough memory."), {}};
    }
}

} // namespace tuilerie
