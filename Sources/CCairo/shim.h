// Cairo with its three kinds of file, for Swift.
#pragma once

#include <cairo.h>
#include <cairo-pdf.h>
#include <cairo-svg.h>
