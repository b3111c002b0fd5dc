# tuilerie_room(NAME SOURCES a.cpp a.h ... FRIENDS grid base ... LIBRARIES PkgConfig::X ... PRIVATE_LIBRARIES ...)
#
# A room of the house: the static library tuilerie_NAME, whose FRIENDS line is the whole list of rooms that it may include.
# LIBRARIES are outside libraries that its public headers show; PRIVATE_LIBRARIES are those that only its sources use.
function(tuilerie_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;FRIENDS;LIBRARIES;PRIVATE_LIBRARIES" ${ARGN})
  set(target tuilerie_${name})
  list(TRANSFORM ROOM_FRIENDS PREPEND tuilerie::)
  add_library(${target} STATIC ${ROOM_SOURCES})
  add_library(tuilerie::${name} ALIAS ${target})
  # Headers are included as "room/file.h".
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/core")
  target_link_libraries(${target} PUBLIC ${ROOM_FRIENDS} ${ROOM_LIBRARIES} PRIVATE tuilerie_options ${ROOM_PRIVATE_LIBRARIES})
  tuilerie_precompile(${target})
endfunction()

# One precompiled header for everything that stands on base, made once.
function(tuilerie_precompile target)
  if(target STREQUAL "tuilerie_base")
    target_precompile_headers(${target} PRIVATE
      <QByteArray> <QDateTime> <QDir> <QFile> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QObject> <QString>
      <QStringList> <QVector> <algorithm> <array> <atomic> <cmath> <cstdint> <functional> <map> <memory> <mutex>
      <optional> <string> <thread> <unordered_map> <utility> <variant> <vector> <tl/expected.hpp>)
  else()
    target_precompile_headers(${target} REUSE_FROM tuilerie_base)
  endif()
endfunction()
