// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

/// The room's logging category, "tuilerie." and the room's folder with dots: TUILERIE_LOG_ROOM("server.http") once in each
/// source file that logs, outside of functions; then qCWarning(roomLog) and its brothers. Debug lines are off unless
/// QT_LOGGING_RULES asks for them ("tuilerie.*.debug=true"); everything else goes to where the program's messages go.
/// Nothing else in core/ and ui/ writes messages. Any thread.
#define TUILERIE_LOG_ROOM(room)                                                                                             \
    namespace {                                                                                                             \
    const QLoggingCategory &roomLog()                                                                                       \
    {                                                                                                                       \
        static const QLoggingCategory category("tuilerie." room, QtInfoMsg);                                                \
        return category;                                                                                                    \
    }                                                                                                                       \
    }
